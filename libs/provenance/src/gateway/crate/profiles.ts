/** Profiles and vocabularies of RO-Crate. Source: https://www.researchobject.org/workflow-run-crate/profiles/ */

export type Entity = Readonly<Record<string, unknown>> & { readonly '@id': string; readonly '@type': unknown };

export const CONTEXT = [
  'https://w3id.org/ro/crate/1.1/context',
  // RO-Crate 1.1 does not define these.
  Object.fromEntries(
    ['sha256', 'ContainerImage', 'containerImage', 'registry', 'tag'].map((term) => [
      term,
      `https://w3id.org/ro/terms/workflow-run#${term}`,
    ]),
  ),
];

export const RO_CRATE = 'https://w3id.org/ro/crate/1.1';
const PROCESS_RUN = 'https://w3id.org/ro/wfrun/process/0.5';
const WORKFLOW_RUN = 'https://w3id.org/ro/wfrun/workflow/0.5';
export const WORKFLOW = 'https://w3id.org/workflowhub/workflow-ro-crate/1.0';
const FORMAL_PARAMETER = 'https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE';

const NAMES: readonly (readonly [id: string, name: string, version: string])[] = [
  [PROCESS_RUN, 'Process Run Crate', '0.5'],
  [WORKFLOW_RUN, 'Workflow Run Crate', '0.5'],
  [WORKFLOW, 'Workflow RO-Crate', '1.0'],
  [FORMAL_PARAMETER, 'FormalParameter', '1.0-RELEASE'],
];

/**
 * Entities of the profiles that a crate conforms to: Workflow Run Crate if it contains the script, else Process Run
 * Crate.
 */
export const profileEntities = (hasScript: boolean): Entity[] =>
  NAMES.filter(([id]) => hasScript || id === PROCESS_RUN).map(([id, name, version]) => ({
    '@id': id,
    '@type': 'CreativeWork',
    name,
    version,
  }));

/** Profiles of the crate as a whole. */
export const profilesOf = (hasScript: boolean) =>
  refsTo(hasScript ? [PROCESS_RUN, WORKFLOW_RUN, WORKFLOW] : [PROCESS_RUN]);

/** Refers to several entities. A single one is not wrapped in a list, as RO-Crate recommends. */
export const refsTo = (ids: readonly string[]) => (ids.length === 1 ? refTo(ids[0]!) : ids.map(refTo));

export const refTo = (id: string) => ({ '@id': id });
export const formalParameterProfile = refTo(FORMAL_PARAMETER);

/** Formats a time with an offset, as the profile requires. */
export const timeOf = (time: string): string => time.replace('Z', '+00:00');

/** Part of an id, encoded for a URI. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
