import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode that a function runs between two looks at whether it is worth optimizing; V8 11 looks every 66 KiB. */
const budget = 1_000_000;

/**
 * Has Node 20 wait longer before it optimizes a function. Its V8 11 knows one optimizing compiler, the thorough one, and calls it so
 * early that most functions of a linter end before they have earned it back: a fifth of the CPU time of a small folder goes there,
 * and a quarter of that of 10,000 objects (`npm run bench:lint`). Later releases have a quick one in between.
 */
export function optimizeLater(): void {
  // later releases have no such option, or lock it
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${budget}`);
}
