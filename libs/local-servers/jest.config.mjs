import { node } from '../../jest.preset.mjs';

export default { ...node('local-servers'), setupFilesAfterEnv: ['<rootDir>/../testing/jest.setup.mjs'] };
