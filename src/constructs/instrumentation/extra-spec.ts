import type { InstrumentationSpec } from '../../../imports/opentelemetry.io.ts';
import { agentResourcesField } from '../../upstream/instrumentation/agent-resources.ts';
import { type Language, languageExports } from '../../upstream/instrumentation/languages.ts';
import { at, list } from '../../upstream/values/unknown.ts';
import type { Written } from '../props/extra-spec.ts';
import { ownedProblem, yamlProblem } from '../props/refuse.ts';

/** What no other prop is there for in an Instrumentation's spec, as the operator documents it. */
export type InstrumentationExtraSpec = Pick<
  Written<InstrumentationSpec>,
  'defaults' | 'imagePullPolicy' | 'initContainerSecurityContext'
> & {
  /**
   * More of the attributes of every span.
   *
   * @default - nothing
   */
  readonly resource?: Omit<
    Written<NonNullable<InstrumentationSpec['resource']>>,
    'resourceAttributes'
  >;
} & {
  /** More of one language. */
  readonly [L in Language]?: Omit<
    Written<NonNullable<InstrumentationSpec[L]>>,
    'image' | 'env' | 'resources' | 'resourceRequirements'
  >;
};

const owners: Readonly<Record<string, string>> = {
  exporter: 'exportTo',
  propagators: 'propagators',
  sampler: 'sampler',
  env: 'env',
};

/** Why the extra spec of an Instrumentation sets what other props are there for; undefined entries where it does not. */
export function extraSpecProblems(
  extraSpec: InstrumentationExtraSpec | undefined,
): (string | undefined)[] {
  return [
    yamlProblem('extraSpec', extraSpec),
    ownedProblem('extraSpec', extraSpec, owners),
    ownedProblem('extraSpec.resource', extraSpec?.resource, {
      resourceAttributes: 'resourceAttributes',
    }),
    ...(Object.keys(languageExports) as Language[]).flatMap((language) => [
      ownedProblem(`extraSpec.${language}`, extraSpec?.[language], {
        image: `languages.${language}.image`,
        env: `languages.${language}.env`,
        [agentResourcesField(language)]: `languages.${language}.resources`,
      }),
      attributeProblem(language, list(at(extraSpec, language, 'attrs'))),
    ]),
  ];
}

function attributeProblem(language: Language, attributes: readonly unknown[]): string | undefined {
  const { endpointAttribute: name } = languageExports[language];
  return name !== undefined && attributes.some((attribute) => at(attribute, 'name') === name)
    ? `extraSpec.${language}.attrs must not set ${name}; use the prop exportTo`
    : undefined;
}
