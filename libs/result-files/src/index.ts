export { countFiles, type FileCount } from './count-files.ts';
export { listResults, type ResultEntry, type ResultList } from './list-results.ts';
export { openResult, type OpenResult } from './open-result.ts';
export { asideOf, type ResultFolder } from './result-folder.ts';
