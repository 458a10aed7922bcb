/**
 * Variables of Nextflow that pass to it. What is not here would make it tell less than Reprise reads (`NXF_TRACE`,
 * `NXF_AGENT_MODE`), keep its cache or its tasks elsewhere (`NXF_CACHE_DIR`, `NXF_EXECUTOR`), run with other parameters
 * (`NXF_PARAMS_FILE`), or leave tasks alive after a cancel (`NXF_DISABLE_JOBS_CANCELLATION`).
 * Source: https://nextflow.io/docs/latest/reference/env-vars.html, and the sources of Nextflow 26.08
 */
const PASSING: readonly RegExp[] = [
  // Itself, its Java and its folders.
  /^NXF_(VER|EDGE|DIST|HOME|ASSETS|TEMP|FILE_ROOT|OPTS|JVM_ARGS|JAVA_HOME|BIN|JAR|CLASSPATH|LEGACY_LAUNCHER|DEBUG)$/,
  // Where scripts and plugins come from.
  /^NXF_(OFFLINE|ORG|SCM_FILE|SCM_LEGACY|GRAB|REGISTRY_TOKEN|PLUGINS_\w+|DISABLE_CHECK_LATEST)$/,
  // How scripts are read.
  /^NXF_(SYNTAX_PARSER|DEFAULT_DSL|ENABLE_STRICT|DISABLE_PARAMS_TYPE_DETECTION|PUBLISH_FAIL_ON_ERROR)$/,
  // Containers and environments of tasks.
  /^NXF_\w+_(CACHEDIR|LIBRARYDIR)$/,
  /^NXF_(CONDA|SPACK)_ENABLED$/,
  /^NXF_(APPTAINER|SINGULARITY)_(HOME_MOUNT|AUTO_MOUNTS|RUN_COMMAND)$/,
  /^NXF_(CONTAINER_ENTRYPOINT_OVERRIDE|DISABLE_WAVE_SERVICE|FUSION_TRACE|ENABLE_FS_SYNC|WRAPPER_STAGE_FILE_THRESHOLD)$/,
  // Its services.
  /^NXF_(ENABLE_SECRETS|ENABLE_VIRTUAL_THREADS|ENABLE_AWS_SES|CLOUD_DRIVER|CLOUDINFO_ENABLED|SMTP_\w+|RETRY_POLICY_\w+)$/,
];

/** Where engines of containers and the tools of clusters find their daemon, their settings and their caches. */
const ENGINES: readonly RegExp[] = [
  /^DOCKER_(HOST|CONTEXT|CONFIG|CERT_PATH|TLS|TLS_VERIFY|API_VERSION)$/,
  /^CONTAINER_(HOST|SSHKEY|CONNECTION)$/,
  /^(CONTAINERS_(CONF|REGISTRIES_CONF|STORAGE_CONF)|REGISTRY_AUTH_FILE|XDG_RUNTIME_DIR)$/,
  /^(APPTAINER|SINGULARITY)_\w+$/,
  /^(SLURM_(CONF|CLUSTERS)|SBATCH_\w+)$/,
  /^SGE_(ROOT|CELL|CLUSTER_NAME|QMASTER_PORT|EXECD_PORT)$/,
  /^(PBS_(CONF_FILE|DEFAULT|EXEC|SERVER)|LSF_(ENVDIR|BINDIR|LIBDIR|SERVERDIR)|KUBECONFIG)$/,
  /^AWS_(DEFAULT_)?REGION$/,
];
/** A secret passes to the pipelines whose manifest lists it, and to no other. */
const SECRET = /PASSWORD|PASSPHRASE|SECRET|TOKEN/;

/** Whether a variable is one of Nextflow's that does not pass to it. */
export const isKeptFromNextflow = (name: string): boolean =>
  name.startsWith('NXF_') && !PASSING.some((passing) => passing.test(name));

/** Whether a variable of Nextflow, of an engine of containers, or of a cluster's tools passes to Nextflow and its tasks. */
export const passesToNextflow = (name: string): boolean =>
  (name.startsWith('NXF_') && !isKeptFromNextflow(name)) ||
  (ENGINES.some((engine) => engine.test(name)) && !SECRET.test(name));
