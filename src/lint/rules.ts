import { collectorRules } from './collector/rules.ts';
import { edgeRules } from './edge/rules.ts';
import { storageRules } from './elasticsearch/storage/rules.ts';
import { grafanaRules } from './grafana/rules.ts';
import { ineffectiveIgnore } from './ignore/ineffective/rule.ts';
import { ingressRules } from './ingress/rules.ts';
import { instrumentationRules } from './instrumentation/rules.ts';
import { istioRules } from './istio/rules.ts';
import { jaegerRules } from './jaeger/rules.ts';
import { crdRules } from './kubernetes/crd/rules.ts';
import { objectRules } from './kubernetes/object/rules.ts';
import { orderRules } from './kubernetes/order/rules.ts';
import { operatorRules } from './operator/rules.ts';
import { platformRules } from './platform/rules.ts';
import type { Rule } from './rule.ts';
import { sdkRules } from './sdk/rules.ts';
import { tektonRules } from './tekton/rules.ts';
import { thanosRules } from './thanos/rules.ts';

/** All rules, by id. */
export const rules: readonly Rule[] = [
  ...collectorRules,
  ...crdRules,
  ...edgeRules,
  ...grafanaRules,
  ineffectiveIgnore(() => rules),
  ...ingressRules,
  ...instrumentationRules,
  ...istioRules,
  ...jaegerRules,
  ...objectRules,
  ...operatorRules,
  ...orderRules,
  ...platformRules,
  ...sdkRules,
  ...storageRules,
  ...tektonRules,
  ...thanosRules,
];
