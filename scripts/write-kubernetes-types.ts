import { writeFileSync } from 'node:fs';
import { declaredKubernetesTypes } from './kubernetes-declarations.ts';
import { kubernetesTypesFile, kubernetesTypesJson } from './kubernetes-types.ts';

writeFileSync(kubernetesTypesFile, kubernetesTypesJson(declaredKubernetesTypes()));
