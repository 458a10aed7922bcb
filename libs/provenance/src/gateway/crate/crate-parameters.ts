import type { AttemptView, FileView } from '@reprise/contracts';
import { mediaTypeOf } from '@reprise/gateway/jobs';
import { encodePath, formalParameterProfile, refsTo, refTo, type Entity } from './profiles.ts';

/** Name of the folder of the results in a crate. */
export const RESULTS = 'results';

/** Entities for inputs and outputs, and the ids by which run and workflow refer to them. */
export interface Parts {
  readonly entities: readonly Entity[];
  /** Data and values. */
  readonly ids: readonly string[];
  /** Formal parameters of the workflow. */
  readonly formal: readonly string[];
}

/** Describes the effective parameters, or else the submitted ones. Omits those without a value. */
export function parameterParts({ described, params }: AttemptView): Parts {
  const given = Object.entries<unknown>(described?.params ?? params)
    .filter(([, value]) => value !== null)
    .toSorted(([a], [b]) => a.localeCompare(b));
  const ids = (name: string) => ({ formal: `#parameter/${encodePath(name)}`, value: `#value/${encodePath(name)}` });
  return {
    entities: given.flatMap(([name, value]): Entity[] => [
      {
        ...formalParameter(ids(name).formal, name, typeOf(value), [ids(name).value]),
        ...(described?.defaults.includes(name) && { defaultValue: textOf(value) }),
      },
      {
        '@id': ids(name).value,
        '@type': 'PropertyValue',
        name,
        value: textOf(value),
        exampleOfWork: refTo(ids(name).formal),
      },
    ]),
    ids: given.map(([name]) => ids(name).value),
    formal: given.map(([name]) => ids(name).formal),
  };
}

/** Describes input files with recorded checksums. The files are not part of the crate. */
export function inputParts({ inputs }: AttemptView): Parts {
  const files = (inputs?.files ?? []).map(({ path, bytes, sha256 }): Entity => ({
    '@id': `file://${encodePath(path)}`,
    '@type': 'File',
    name: nameOf(path),
    encodingFormat: formatOf(path),
    description: 'Input of the run, at its path on the machine that ran it. Not part of this crate.',
    ...(bytes !== null && { contentSize: String(bytes) }),
    ...(sha256 && { sha256 }),
  }));
  return { entities: files, ids: files.map((file) => file['@id']), formal: [] };
}

/** Describes the results, and each of their kinds as an output of the workflow. */
export function resultParts(files: readonly FileView[]): Parts {
  const idOf = ({ path }: FileView) => `${RESULTS}/${encodePath(path)}`;
  const formalOf = (kind: string) => `#output/${encodePath(kind)}`;
  const kinds = [...new Set(files.flatMap(({ kind }) => kind ?? []))];
  const entities = files.map((file): Entity => ({
    '@id': idOf(file),
    '@type': 'File',
    name: nameOf(file.path),
    contentSize: String(file.bytes),
    ...(file.media_type && { encodingFormat: file.media_type }),
    ...(file.sha256 && { sha256: file.sha256 }),
    ...(file.labels && { keywords: file.labels }),
    ...(file.kind && { exampleOfWork: refTo(formalOf(file.kind)) }),
  }));
  const outputs = kinds.map((kind) =>
    formalParameter(formalOf(kind), kind, 'File', files.filter((file) => file.kind === kind).map(idOf)),
  );
  return { entities: [...entities, ...outputs], ids: files.map(idOf), formal: kinds.map(formalOf) };
}

const formalParameter = (id: string, name: string, type: string, examples: readonly string[]): Entity => ({
  '@id': id,
  '@type': 'FormalParameter',
  conformsTo: formalParameterProfile,
  name,
  additionalType: type,
  workExample: refsTo(examples),
});

function typeOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return typeof value === 'boolean' ? 'Boolean' : 'Text';
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
/** Media type without its parameters. */
export const formatOf = (path: string): string => mediaTypeOf(path).split(';', 1)[0]!;
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
