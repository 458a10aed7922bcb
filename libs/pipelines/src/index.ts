export {
  checkParams,
  SHEET_NAME,
  type CheckedParams,
  type CheckOptions,
  type FoundInputs,
  type GivenSheet,
} from './check-params.ts';
export { describeRun, type DescribedRun } from './facts/describe-run.ts';
export { judgeMeasures } from './facts/judge-measures.ts';
export { parseVersions, toolsOf, type ReportedVersion } from './facts/parse-versions.ts';
export { readMeasures, type SampleMeasures } from './facts/read-measures.ts';
export { withOutputDir } from './with-output-dir.ts';
export { checkAgainstSources } from './launch/check-against-sources.ts';
export { enabledEngines, namedExecutors, namesLocal } from './launch/named-executors.ts';
export { otherCluster } from './launch/other-cluster.ts';
export { readRunConfig } from './launch/read-run-config.ts';
export { uncachedProcesses } from './launch/uncached-processes.ts';
export { wantedNextflow } from './launch/wanted-nextflow.ts';
export { offeredLaunch, type OfferedLaunch } from './launch/offered-launch.ts';
export { checkLaunch, type LaunchRules } from './launch/check-launch.ts';
export { isKeptFromNextflow, isOfEngine, passesToNextflow } from './launch/nextflow-variables.ts';
export { passedVariables } from './launch/variables.ts';
export { Repositories, RepositoryError, type RepositorySettings } from './repository/repositories.ts';
export type { Capacity } from './checks/capacity.ts';
export { filesOfPrefix } from './paths/files-of-prefix.ts';
export { indexedResults, type IndexedResults, type ReadOutputIndex } from './published/indexed-results.ts';
export { readOutputBlock } from './published/output-block.ts';
export { reportsAmong, reportTitles } from './published/report-files.ts';
export { readIndex } from './published/read-index.ts';
export { compileGlob } from './paths/glob.ts';
export { besidePaths } from './paths/beside-paths.ts';
export { inputPaths, type InputPath } from './paths/input-paths.ts';
export { missingInputs } from './missing-inputs.ts';
export type { InputRead } from './paths/input-read.ts';
export type { Allowed } from './paths/path-checker.ts';
export { loadPipelines } from './catalogue/load-pipelines.ts';
export { missingPipeline } from './catalogue/missing-pipeline.ts';
export { listedVariables } from './catalogue/listed-variables.ts';
export { PipelineFolders } from './catalogue/pipeline-folders.ts';
export { isInside } from './paths/absolute-params.ts';
export { demoFolder, stepLabel, type LoadedPipelines, type Pipeline } from './pipeline.ts';
export { sheetParam } from './sheet/row-schema.ts';
export { evenRows, readSheet, type ReadSheet, type Sheet } from './sheet/read-sheet.ts';
export { sheetPaths } from './sheet/sheet-paths.ts';
export { sheetRows, type SheetRow } from './sheet/sheet-rows.ts';
export * from './resources.ts';
