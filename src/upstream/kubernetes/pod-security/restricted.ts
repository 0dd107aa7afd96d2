import { isRecord, list, own, record, text } from '../../values/unknown.ts';
import { addedCapabilities, isProfile, seccomp } from './baseline.ts';
import { fieldProblem, holders, type PodCheck, type PodView } from './pod.ts';

/** Kinds of volumes that a pod may have; all others lead to the node or to a server that the pod logs in to. */
const volumeTypes: readonly string[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

export const volumes: PodCheck = ({ spec }) =>
  list(spec.volumes).flatMap((volume, index) => {
    const types = Object.entries(record(volume)).flatMap(([key, value]) =>
      isRecord(value) ? [key] : [],
    );
    // one without a type becomes an emptyDir
    return types.length === 0 || types.some((type) => volumeTypes.includes(type))
      ? []
      : [
          {
            path: ['spec', 'volumes', index],
            message: `volume ${text(own(volume, 'name'))} must be of ${volumeTypes.join(', ')}, got ${types[0]}`,
          },
        ];
  });

export const privilegeEscalation: PodCheck = ({ containers, windows, since }) =>
  windows || !since(8)
    ? []
    : containers
        .filter(({ security }) => security.allowPrivilegeEscalation !== false)
        .map((container) =>
          fieldProblem(
            container,
            ['allowPrivilegeEscalation'],
            'set allowPrivilegeEscalation to false',
            container.security.allowPrivilegeEscalation,
            'allowPrivilegeEscalation: false',
          ),
        );

/** Every container says that it does not run as root, or the pod does for it; nobody says the contrary. */
export const nonRoot: PodCheck = (view) => {
  if (view.ownUsers) return [];
  const said = view.pod.security.runAsNonRoot === true;
  return holders(view).flatMap((holder) => {
    const got = holder.security.runAsNonRoot;
    const isPod = holder === view.pod;
    const fits = got === undefined ? isPod || said : got === true;
    return fits
      ? []
      : [
          fieldProblem(
            holder,
            ['runAsNonRoot'],
            'set runAsNonRoot to true',
            got,
            'runAsNonRoot: true',
          ),
        ];
  });
};

export const rootUser: PodCheck = (view) =>
  view.ownUsers || !view.since(23)
    ? []
    : holders(view)
        .filter(({ security }) => security.runAsUser === 0)
        .map((holder) => fieldProblem(holder, ['runAsUser'], 'not run as user 0', 0));

/** Every container has a seccomp profile, or the pod has one for it. */
export const seccompSet: PodCheck = (view) => {
  if (view.windows || !view.since(19)) return [];
  const said = isProfile(own(view.pod.security.seccompProfile, 'type'));
  const missing = said
    ? []
    : view.containers.filter(({ security }) => security.seccompProfile === undefined);
  return [
    ...seccomp(view),
    ...missing.map((container) =>
      fieldProblem(
        container,
        ['seccompProfile'],
        'have a seccomp profile, RuntimeDefault or Localhost',
        undefined,
        'seccompProfile: { type: RuntimeDefault }',
      ),
    ),
  ];
};

/** Capabilities that a container may keep, since 1.22; of Windows, nothing is asked. */
export const capabilities: PodCheck = (view) => {
  if (!view.since(22)) return addedCapabilities()(view);
  return view.windows
    ? []
    : [...droppedCapabilities(view), ...addedCapabilities(['NET_BIND_SERVICE'])(view)];
};

function droppedCapabilities({ containers }: PodView) {
  return containers
    .filter(({ security }) => !list(own(security.capabilities, 'drop')).includes('ALL'))
    .map((container) =>
      fieldProblem(
        container,
        ['capabilities', 'drop'],
        'drop ALL capabilities',
        own(container.security.capabilities, 'drop'),
        'capabilities: { drop: [ALL] }',
      ),
    );
}
