/** Parts of the jobs feature that wings may use. */
export { JobCommandRequest } from './command-requests/job-command-request.ts';
export type { BodyOf } from './command-requests/look-up.ts';
export { SecondPerson, type EarlierRequest, type HeldCommand } from './command-requests/second-person.ts';
export { VariantClasses, type RecordedClass } from './command-requests/variant-classes.ts';
export { JobFiles, tooManyToPack, type AttemptFiles } from './files/job-files.ts';
export { JobFilesModule } from './files/job-files.module.ts';
export type { ResultFile, ResultSource } from './files/result-source.ts';
export { Results } from './files/results.ts';
export { mediaTypeOf } from './files/media-type.ts';
export { zipFolders, zipResults, type ZippedFolder } from './files/zip-results.ts';
export { JobQueries } from './queries/job-queries.ts';
export { JobQueriesModule } from './queries/job-queries.module.ts';
export { CommandPreviews } from './preview/command-previews.ts';
export { PreviewModule } from './preview/preview.module.ts';
