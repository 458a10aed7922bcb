import { node } from '../../jest.preset.mjs';

export default { ...node('bench'), setupFilesAfterEnv: ['<rootDir>/../jest.setup.mjs'] };
