/**
 * `ng serve web` beside a running gateway: `REPRISE_PORT` says where that is.
 * @public named in angular.json
 */
export default { '/api': { target: `http://127.0.0.1:${process.env.REPRISE_PORT ?? 8080}`, changeOrigin: true } };
