// Not among the exports of the package.
const module = new URL('worker-runner.js', import.meta.resolve('jest-light-runner'));
const { default: runSpec, setWorkerData } = await import(module.href);

/** Runs a spec, by its absolute path. The first one initialises this process. */
export default ({ path, configuration }) => {
  setWorkerData(configuration);
  return runSpec(path);
};
