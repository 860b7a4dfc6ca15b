// What was built before the tests run: the command line, the package and kb-sample's editions.
import { execFile } from "node:child_process";
import { accessSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Where tests write. */
export const SCRATCH = join(ROOT, "target", "page");
export const NPM = join(ROOT, "target", "npm");
export const SAMPLE = join(ROOT, "kb-sample");
export const PUBLIC = join(SCRATCH, "kb-sample-public.nohold");
export const INTERNAL = join(SCRATCH, "kb-sample-internal.nohold");

const run = promisify(execFile);

function exists(file) {
  try {
    accessSync(file);
    return true;
  } catch {
    return false;
  }
}

/** The command line: `NOHOLD`, or what was built here. */
export function program() {
  const built = ["release", "debug"].map((profile) => join(ROOT, "target", profile, "nohold"));
  const file = process.env.NOHOLD ?? built.find(exists);
  if (!file) throw new Error("there is no nohold: cargo build --release --features cli, or say NOHOLD=...");
  return file;
}

/** Runs the command line and gives what it prints. */
export async function nohold(...args) {
  const { stdout } = await run(program(), args, { maxBuffer: 256 * 1024 * 1024 });
  return stdout;
}

/** Makes the edition `to` of a folder of articles. */
export async function index(folder, to, ...options) {
  await mkdir(dirname(to), { recursive: true });
  await nohold("index", folder, "--output", to, ...options);
  return to;
}

/** The package as Node has it. */
export const packageInNode = () => import(pathToFileURL(join(NPM, "node.js")).href);
