/**
 * Proxy for `ng serve web` next to a running gateway at `REPRISE_PORT`.
 * @public named in angular.json
 */
export default { '/api': { target: `http://127.0.0.1:${process.env.REPRISE_PORT ?? 8080}`, changeOrigin: true } };
