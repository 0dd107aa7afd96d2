import { readFileSync, writeFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { schemasModule } from './schemas-module.ts';

const groups = ['opentelemetry.io', 'jaegertracing.io'];
const crds = groups.flatMap((group) => loadAll(readFileSync(`imports/crds/${group}.yaml`, 'utf8')));
writeFileSync('imports/schemas.ts', schemasModule(crds));
