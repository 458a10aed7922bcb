/**
 * Nextflow variables that are passed on. Other variables would hide output that Reprise reads (`NXF_TRACE`,
 * `NXF_AGENT_MODE`), move the cache or tasks elsewhere (`NXF_CACHE_DIR`, `NXF_EXECUTOR`), change parameters
 * (`NXF_PARAMS_FILE`), or leave tasks alive after a cancel (`NXF_DISABLE_JOBS_CANCELLATION`). Source:
 * https://nextflow.io/docs/latest/reference/env-vars.html, and the sources of Nextflow 26.08
 */
const PASSING: readonly RegExp[] = [
  // Nextflow itself, its Java and its folders.
  /^NXF_(VER|EDGE|DIST|HOME|ASSETS|TEMP|FILE_ROOT|OPTS|JVM_ARGS|JAVA_HOME|BIN|JAR|CLASSPATH|LEGACY_LAUNCHER|DEBUG)$/,
  // Sources of scripts and plugins.
  /^NXF_(OFFLINE|ORG|SCM_FILE|SCM_LEGACY|GRAB|REGISTRY_TOKEN|PLUGINS_\w+|DISABLE_CHECK_LATEST)$/,
  // Parsing of scripts.
  /^NXF_(SYNTAX_PARSER|DEFAULT_DSL|ENABLE_STRICT|DISABLE_PARAMS_TYPE_DETECTION|PUBLISH_FAIL_ON_ERROR)$/,
  // Containers and environments of tasks.
  /^NXF_\w+_(CACHEDIR|LIBRARYDIR)$/,
  /^NXF_(CONDA|SPACK)_ENABLED$/,
  /^NXF_(APPTAINER|SINGULARITY)_(HOME_MOUNT|AUTO_MOUNTS|RUN_COMMAND)$/,
  /^NXF_(CONTAINER_ENTRYPOINT_OVERRIDE|DISABLE_WAVE_SERVICE|FUSION_TRACE|ENABLE_FS_SYNC|WRAPPER_STAGE_FILE_THRESHOLD)$/,
  // Services of Nextflow.
  /^NXF_(ENABLE_SECRETS|ENABLE_VIRTUAL_THREADS|ENABLE_AWS_SES|CLOUD_DRIVER|CLOUDINFO_ENABLED|SMTP_\w+|RETRY_POLICY_\w+)$/,
];

/** Variables with which container engines and cluster tools find their daemon, settings and caches. */
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
/** Secrets, which are passed only to pipelines whose manifest lists them. */
const SECRET = /PASSWORD|PASSPHRASE|SECRET|TOKEN/;

/** Whether a container engine or the tools of a cluster read a variable. */
export const isOfEngine = (name: string): boolean => ENGINES.some((engine) => engine.test(name));

/** Whether a variable is a Nextflow variable that is not passed on. */
export const isKeptFromNextflow = (name: string): boolean =>
  name.startsWith('NXF_') && !PASSING.some((passing) => passing.test(name));

/** Whether a variable of Nextflow, a container engine or a cluster's tools is passed on to Nextflow and its tasks. */
export const passesToNextflow = (name: string): boolean =>
  (name.startsWith('NXF_') && !isKeptFromNextflow(name)) || (isOfEngine(name) && !SECRET.test(name));
