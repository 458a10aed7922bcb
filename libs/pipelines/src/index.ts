export { checkParams, type CheckedParams, type FoundInputs } from './check-params.ts';
export { inputPaths, type InputPath } from './input-paths.ts';
export { checkLaunch, type LaunchRules } from './launch/check-launch.ts';
export { passedVariables } from './launch/variables.ts';
export { Repositories, RepositoryError, type RepositorySettings } from './repository/repositories.ts';
export { loadPipelines } from './load-pipelines.ts';
export { isInside } from './paths.ts';
export type { FieldError } from './field-error.ts';
export { demoFolder, stepLabel, type LoadedPipelines, type Pipeline } from './pipeline.ts';
