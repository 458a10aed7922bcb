/** Code that keeps promises to users, and the specs that should detect when they are broken. */
export interface Subject {
  readonly name: string;
  /** Folder that is copied for a run; everything else is used from the checkout. */
  readonly project: string;
  /** Globs of the mutated files. Specs, fixtures and indexes among them are skipped. */
  readonly mutate: readonly string[];
  readonly specs: readonly string[];
  /** Folders outside the project whose files import it and are reloaded together with it. */
  readonly dependents?: readonly string[];
  /** Whether a mutant runs only the nearest folder's specs with servers, because running all takes minutes. */
  readonly onlyNearest?: true;
}

const WINGS = [
  'accounts',
  'approvals',
  'batches',
  'bulk',
  'notifications',
  'operations',
  'provenance',
  'samples',
  'variants',
  'views',
];
/** A gateway finds its services by class, so all its files must be loaded together. */
const GATEWAY = ['apps/gateway/src', ...WINGS.map((wing) => `libs/${wing}/src`)];

/** Subjects of `npm run mutants`, starting with those that need neither a server nor a process. */
export const subjects: readonly Subject[] = [
  // Histories of arbitrary commands, and random versions of every event, take seconds per mutant.
  { ...room('job', 'libs/job', 'src'), specs: ['libs/job/src/**/!(job.model).spec.ts'] },
  room('job-store', 'libs/job-store', 'src'),
  { ...room('codec', 'libs/event-log', 'src/codec'), specs: ['libs/event-log/src/codec/!(poison.property).spec.ts'] },
  room('result-files', 'libs/result-files', 'src'),
  room('policy', 'apps/gateway', 'src/jobs/policy'),
  { ...room('approvals', 'libs/approvals', 'src/gateway'), dependents: GATEWAY },
  // The other spec in this folder starts a real Nextflow.
  {
    ...room('terminate', 'libs/nextflow', 'src/terminate'),
    specs: ['libs/nextflow/src/terminate/!(nextflow-tree.int).spec.ts'],
  },
  room('audit-integrity', 'libs/audit-integrity', 'src'),
  // Specs of whole gateways detect more, but take ten times as long.
  {
    ...room('auth', 'apps/gateway', 'src/people', 'src/shared/auth', 'src/shared/access'),
    specs: ['apps/gateway/src/{people,shared/{auth,access}}/**/!(*.int).spec.ts'],
  },
  { ...room('accounts', 'libs/accounts', 'src/gateway'), dependents: GATEWAY, onlyNearest: true },
];

/** Folders of a project, with the specs in them. */
function room(name: string, project: string, ...folders: readonly string[]): Subject {
  const files = folders.map((folder) => `${project}/${folder}/**`);
  return {
    name,
    project,
    mutate: files.map((each) => `${each}/*.ts`),
    specs: files.map((each) => `${each}/*.spec.ts`),
  };
}
