import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the samples. */
export const samplesFolder = fileURLToPath(new URL('samples', import.meta.url));

/** A file of manifests that upstream shows to users, restated. */
export interface Sample {
  /** Name inside `test/samples`. */
  readonly file: string;
  readonly text: string;
}

/**
 * What upstream shows to users, restated: each file is one cluster. Sources: opentelemetry-operator v0.158.0 config/samples,
 * tests/e2e and README.md; jaeger-operator v1.65.0 examples.
 */
export const samples: readonly Sample[] = readdirSync(samplesFolder, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => ({ file, text: readFileSync(`${samplesFolder}/${file}`, 'utf8') }));
