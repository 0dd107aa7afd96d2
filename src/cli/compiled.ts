import { existsSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';

/** File with what V8 has compiled of a bundle; only the release of Node that wrote it can use it. */
export function cacheFile(bundle: string): string {
  return bundle.replace(/\.cjs$/, `-${process.version}-${process.arch}.cache`);
}

/**
 * A CommonJS bundle as a script, compiled already where there is a cache of it. Running it gives a function that takes
 * `require`.
 */
export function compiled(bundle: string): Script {
  const cache = cacheFile(bundle);
  return new Script(`(function (require) {${readFileSync(bundle, 'utf8')}\n})`, {
    filename: bundle,
    ...(existsSync(cache) && { cachedData: readFileSync(cache) }),
  });
}
