/** Version of Reprise, equal to `package.json`: checked by a test. */
export const VERSION = '0.2.0';
