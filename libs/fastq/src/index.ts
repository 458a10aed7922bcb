export { parseFastqName, type FastqName } from './names/parse-fastq-name.ts';
export { arrangeFastqs, pairFastqs, type FastqLane, type FastqSample } from './names/pair-fastqs.ts';
export { sampleNameOf, SAMPLE_NAME } from './names/sample-name.ts';
