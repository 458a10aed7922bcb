export { checkParams, type CheckedParams, type FoundInputs } from './check-params.ts';
export { filesOfPrefix } from './paths/files-of-prefix.ts';
export { compileGlob } from './paths/glob.ts';
export { inputPaths, type InputPath } from './paths/input-paths.ts';
export type { Allowed } from './paths/path-checker.ts';
export { loadPipelines } from './load-pipelines.ts';
export { isInside } from './paths/absolute-params.ts';
export type { FieldError } from './field-error.ts';
export { demoFolder, stepLabel, type LoadedPipelines, type Pipeline } from './pipeline.ts';
