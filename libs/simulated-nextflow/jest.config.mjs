import { node } from '../../jest.preset.mjs';

export default { ...node('simulated-nextflow'), setupFilesAfterEnv: ['<rootDir>/../testing/jest.setup.mjs'] };
