/** Conventional Commits, at most 72 characters: `fix(runner): keep the slot until the tree is empty`. */
export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'header-max-length': [2, 'always', 72],
    // Subjects name classes, types and environment variables as they are.
    'subject-case': [0],
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
  },
};
