/** nohold that also takes messages apart: the same as `nohold`, and `triage` works. */
export * from "../index.js";
