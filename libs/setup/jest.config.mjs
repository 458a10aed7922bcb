import { node } from '../../jest.preset.mjs';

export default { ...node('setup'), setupFilesAfterEnv: ['<rootDir>/../testing/jest.setup.mjs'] };
