import { node } from '../../jest.preset.mjs';

export default { ...node('settings'), setupFilesAfterEnv: ['<rootDir>/../testing/jest.setup.mjs'] };
