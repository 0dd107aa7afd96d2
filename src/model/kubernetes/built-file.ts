const mark = ' (built)';

/** Name of what kustomize has built of a file, whose lines are not those of the file. */
export function builtFile(file: string): string {
  return `${file}${mark}`;
}

/** Whether a name is that of what kustomize has built, which it sorts by kind. */
export function isBuilt(file: string): boolean {
  return file.endsWith(mark);
}

/** A place in a file, as far as it is one of the repository: of what kustomize has built, the beginning of the file that it was built of. */
export function inRepository<T extends { readonly file: string; readonly line?: number }>(
  place: T,
): T {
  const { file } = place;
  if (!isBuilt(file)) return place;
  return { ...place, file: file.slice(0, -mark.length), line: 1, column: 1 };
}
