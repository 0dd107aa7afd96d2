/** Cases that the linter judges otherwise than the corpus has them, and why. They are not counted. */
export const judgedOtherwise: Readonly<Record<string, string>> = {
  'FA-14':
    'the configuration is wrong, and its note says so: jaeger_storage is not defined, and collector/undefined-component tells it',
  'FA-18':
    'its documents of one name differ, and its note wants object/duplicate for that; nothing else is told',
  'FX-e':
    'the k8s resolver of 0.158.0 takes name and namespace from before .svc, asks the API server for them and never resolves the domain, so that another one changes nothing',
};
