/** Code that carries promises, and the specs that are to notice when it breaks one. */
export interface Subject {
  readonly name: string;
  /** Folder that is copied for a run; the rest is the checkout's own. */
  readonly project: string;
  /** Globs of the mutated files; specs, fixtures and indexes among them are left alone. */
  readonly mutate: readonly string[];
  readonly specs: readonly string[];
  /** Whether a mutant runs only the nearest folder's specs with servers: all of them take minutes. */
  readonly onlyNearest?: true;
}

/** Subjects of `npm run mutants`: at first those that need neither a server nor a process. */
export const subjects: readonly Subject[] = [
  // Histories of any command, and random versions of every event, take seconds a mutant.
  { ...room('job', 'libs/job', 'src'), specs: ['libs/job/src/**/!(job.model).spec.ts'] },
  room('job-store', 'libs/job-store', 'src'),
  { ...room('codec', 'libs/event-log', 'src/codec'), specs: ['libs/event-log/src/codec/!(poison.property).spec.ts'] },
  room('result-files', 'libs/result-files', 'src'),
  room('policy', 'apps/gateway', 'src/jobs/policy'),
  room('approvals', 'libs/approvals', 'src/gateway'),
  // The other spec there starts a real Nextflow.
  {
    ...room('terminate', 'libs/nextflow', 'src/terminate'),
    specs: ['libs/nextflow/src/terminate/!(nextflow-tree.int).spec.ts'],
  },
  room('audit-integrity', 'libs/audit-integrity', 'src'),
  // Specs of whole gateways notice more, in ten times the time.
  {
    ...room('auth', 'apps/gateway', 'src/people', 'src/shared/auth', 'src/shared/access'),
    specs: ['apps/gateway/src/{people,shared/{auth,access}}/**/!(*.int).spec.ts'],
  },
  { ...room('accounts', 'libs/accounts', 'src/gateway'), onlyNearest: true },
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
