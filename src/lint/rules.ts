import { removedComponent } from './collector/removed-component.ts';
import { undefinedComponent } from './collector/undefined-component.ts';
import { invalidValue } from './crd/invalid-value.ts';
import { unknownField } from './crd/unknown-field.ts';
import { unknownVersion } from './crd/unknown-version.ts';
import { ineffectiveIgnore } from './ignore/ineffective.ts';
import { productionNeedsStorage } from './jaeger/production-needs-storage.ts';
import type { Rule } from './rule.ts';

/** All rules, by id. */
export const rules: readonly Rule[] = [
  removedComponent,
  undefinedComponent,
  invalidValue,
  unknownField,
  unknownVersion,
  ineffectiveIgnore(() => rules),
  productionNeedsStorage,
];
