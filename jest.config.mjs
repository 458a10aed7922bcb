export default { projects: ['<rootDir>/libs/*', '<rootDir>/apps/*', '<rootDir>/pipelines/*', '<rootDir>/tools'] };
