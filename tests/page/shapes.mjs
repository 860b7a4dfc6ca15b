// The interfaces of index.d.ts as shapes, read from the file itself, so that what is declared is what is checked.
import { readFile } from "node:fs/promises";

/** A checker of values against the interfaces in the file `declarations`: `check(name, value)` throws where one differs. */
export async function shapesOf(declarations) {
  const source = (await readFile(declarations, "utf8")).replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  const shapes = new Map();
  for (const [, name, body] of source.matchAll(/export interface (\w+)[^{]*\{([\s\S]*?)\n\}/g)) shapes.set(name, fields(body));
  return (name, value) => checkObject(shapes, name, value, name);
}

function fields(body) {
  const lines = body.replaceAll(/\{ (.*?) \}/g, (_, inner) => `{${inner.replaceAll(";", ",")}}`);
  return lines
    .split(";")
    .map((line) => /^\s*(?:readonly )?(\w+)(\?)?: ([\s\S]+)$/.exec(line))
    .filter(Boolean)
    .map(([, key, optional, type]) => ({ key, optional: Boolean(optional), type: type.trim() }));
}

function checkObject(shapes, name, value, path) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${path} is no ${name}`);
  const shape = shapes.get(name);
  const unknown = Object.keys(value).filter((key) => !shape.some((field) => field.key === key));
  if (unknown.length > 0) throw new Error(`${path} has what ${name} does not declare: ${unknown}`);
  for (const { key, optional, type } of shape) {
    if (!(key in value)) {
      if (!optional) throw new Error(`${path}.${key} is missing`);
    } else if (!fits(shapes, type, value[key], `${path}.${key}`)) {
      throw new Error(`${path}.${key} is not ${type}: ${JSON.stringify(value[key])}`);
    }
  }
}

function fits(shapes, type, value, path) {
  const alternatives = type.split(/ \| (?![^{]*\})/);
  if (alternatives.length > 1) return alternatives.some((one) => quietly(() => fits(shapes, one, value, path)));
  if (type.endsWith("[]")) return Array.isArray(value) && value.every((one) => fits(shapes, type.slice(0, -2), one, path));
  if (type === "Range") return fits(shapes, "number[]", value, path) && value.length === 2 && value[0] <= value[1];
  if (type === "null") return value === null;
  if (type.startsWith('"')) return value === JSON.parse(type);
  if (type.startsWith("Record<string, ")) {
    return Object.values(value).every((one) => fits(shapes, type.slice(15, -1), one, path));
  }
  if (type.startsWith("{")) {
    const inner = new Map(shapes).set("it", fields(type.slice(1, -1).replaceAll(",", ";")));
    checkObject(inner, "it", value, path);
    return true;
  }
  if (shapes.has(type)) {
    checkObject(shapes, type, value, path);
    return true;
  }
  return typeof value === type;
}

function quietly(check) {
  try {
    return check();
  } catch {
    return false;
  }
}
