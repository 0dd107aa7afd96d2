import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether goldens are written anew, by `vitest run -u`. */
    updatesGoldens: boolean;
  }
}

/** Tells tests whether goldens are written anew, so that those of files that are written no more can go. */
export default function setup({ config, provide }: TestProject): void {
  provide('updatesGoldens', config.snapshotOptions.updateSnapshot === 'all');
}
