import { readFileSync, writeFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { crdsJson } from './crds-json.ts';
import { schemasModule } from './schemas-module.ts';

const groups = ['opentelemetry.io', 'jaegertracing.io'];
const crds = groups.flatMap((group) => {
  const ofGroup = loadAll(readFileSync(`imports/crds/${group}.yaml`, 'utf8'));
  writeFileSync(`imports/crds/${group}.json`, crdsJson(ofGroup));
  return ofGroup;
});
writeFileSync('imports/schemas.ts', schemasModule(crds));
