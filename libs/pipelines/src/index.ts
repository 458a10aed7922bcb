export { checkParams, type CheckedParams } from './check-params.ts';
export type { InputFile } from './check-paths.ts';
export { inputPaths, type InputPath } from './input-paths.ts';
export { loadPipelines } from './load-pipelines.ts';
export { isInside } from './paths.ts';
export { demoFolder, stepLabel, type FieldError, type LoadedPipelines, type Pipeline } from './pipeline.ts';
