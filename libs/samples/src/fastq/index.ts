export { arrangeFastqs, pairFastqs, type FastqSample } from './names/pair-fastqs.ts';
export { SAMPLE_NAME } from './names/sample-name.ts';
