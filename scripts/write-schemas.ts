import { readFileSync, writeFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { crdsJson } from './crds-json.ts';
import { withKubernetesTypes } from './embedded-fields.ts';
import { kubernetesSchemasModule, kubernetesTypesModule } from './kubernetes-modules.ts';
import { readKubernetesTypes } from './kubernetes-types.ts';
import { schemasModule } from './schemas-module.ts';

const groups = ['opentelemetry.io', 'jaegertracing.io'];
const crds = groups.flatMap((group) => {
  const ofGroup = loadAll(readFileSync(`imports/crds/${group}.yaml`, 'utf8'));
  writeFileSync(`imports/crds/${group}.json`, crdsJson(ofGroup));
  const module = `imports/${group}.ts`;
  writeFileSync(module, withKubernetesTypes(readFileSync(module, 'utf8')));
  return ofGroup;
});
writeFileSync('imports/schemas.ts', schemasModule(crds));

const types = readKubernetesTypes();
writeFileSync('imports/kubernetes.ts', kubernetesTypesModule(types));
writeFileSync('imports/kubernetes-schemas.ts', kubernetesSchemasModule(types));
