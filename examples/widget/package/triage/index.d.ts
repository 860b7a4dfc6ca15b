/** nohold that also takes messages apart: the same as `nohold`, and `triage` and `help` work. */
export * from "../index.js";
