/** Code that carries promises, and the specs that are to notice when it breaks one. */
export interface Subject {
  readonly name: string;
  /** Folder that is copied for a run; the rest is the checkout's own. */
  readonly project: string;
  /** Globs of the mutated files; specs, fixtures and indexes among them are left alone. */
  readonly mutate: readonly string[];
  readonly specs: readonly string[];
}

/** Subjects of `npm run mutants`, those first that need neither a server nor a process. */
export const subjects: readonly Subject[] = [
  // Histories of any command, and random versions of every event, take seconds a mutant.
  { ...room('job', 'libs/job', 'src'), specs: ['libs/job/src/**/!(job.model).spec.ts'] },
  room('job-store', 'libs/job-store', 'src'),
  { ...room('codec', 'libs/event-log', 'src/codec'), specs: ['libs/event-log/src/codec/!(poison.property).spec.ts'] },
  room('result-files', 'libs/result-files', 'src'),
];

/** A folder of a project, with the specs in it. */
function room(name: string, project: string, folder: string): Subject {
  const files = `${project}/${folder}/**`;
  return { name, project, mutate: [`${files}/*.ts`], specs: [`${files}/*.spec.ts`] };
}
