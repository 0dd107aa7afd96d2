import type { Model } from '../../model/model.ts';
import type { Details } from '../details.ts';

/** Strategy and storage of each Jaeger v1 as its operator runs it, and its roles. */
export function insideJaegers({ jaegers }: Model): Details[] {
  return jaegers.map(({ object, strategy, roles, version }) => ({
    object,
    facts: [strategy.strategy, strategy.storage, version].filter((fact) => fact !== undefined),
    parts: [
      {
        title: 'roles',
        columns: [roles.map((role) => ({ name: role.label, locations: [role] }))],
      },
    ],
    belonging: [],
  }));
}
