import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** Licenses of the packages whose code esbuild has put into bundles, each with the file that it is from, by name. */
export function bundledLicenses({ outputs }: Metafile): string {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : [])),
  );
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  // many have the same text, of a dozen kilobytes
  const byText = new Map<string, string[]>();
  for (const folder of [...folders].sort()) {
    const text = licenseOf(folder).trimEnd();
    byText.set(text, [...(byText.get(text) ?? []), folder]);
  }
  return [...byText]
    .map(([text, same]) => `${same.map((folder) => `==> ${folder} <==\n`).join('')}${text}\n`)
    .join('\n');
}

/** The folder of the package that a file belongs to; undefined for files of the repository. */
function packageFolder(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function licenseOf(folder: string): string {
  const names = readdirSync(folder).sort();
  const file = names.find((name) => /^(?:un)?licen[cs]e(?:[.-].*)?$/i.test(name));
  if (file !== undefined) return readFileSync(path.join(folder, file), 'utf8');
  // some packages only say which one it is
  const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
  const { name, license, author, repository } = JSON.parse(text);
  if (typeof license !== 'string')
    throw new Error(`${folder} goes into the bundles, and has no license`);
  return `${license}, by ${author?.name ?? author ?? `the authors of ${repository?.url ?? name}`}`;
}
