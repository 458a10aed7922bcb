import { node } from '../../jest.preset.mjs';

export default { ...node('launcher'), setupFilesAfterEnv: ['<rootDir>/../testing/jest.setup.mjs'] };
