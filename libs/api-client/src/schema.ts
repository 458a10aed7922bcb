/** Paths and types of the HTTP API. Generated from its OpenAPI document by `npm run api-client`: do not edit. */
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Job: {
      /** Format: uuid */
      job_id: string;
      sample_name: string;
      /** @enum {string} */
      status: 'pending' | 'running' | 'paused' | 'completed' | 'failed';
      pending_action: ('cancelling' | 'pausing' | 'unpausing' | 'cleaning') | null;
      current_step: string | null;
      progress: {
        steps_done: number;
        steps_total: number | null;
      };
      steps: components['schemas']['Step'][];
      attempt: number;
      /** @enum {string} */
      attempt_mode: 'fresh' | 'resume' | 'from_step';
      pipeline: string;
      pipeline_revision: string;
      params: {
        [key: string]: unknown;
      };
      launch: {
        revision?: string;
        nextflow?: string;
        /** @enum {string} */
        syntax_parser?: 'v1' | 'v2';
        profiles?: string[];
        config?: string;
        entry?: string;
        stub_run?: boolean;
        env?: {
          [key: string]: string;
        };
        files?: {
          [key: string]: string;
        };
        work_dir?: string;
      } | null;
      sheet?: {
        param: string;
        name: string;
      };
      /** @enum {string} */
      on_cancel?: 'delete_partial_outputs' | 'delete_all_but_resume';
      resume_after?: {
        causes: ('killed' | 'runner_lost' | 'node_failed' | 'preempted')[];
        times: number;
      };
      automatic_resume?: {
        /** @enum {string} */
        state: 'due' | 'under_way' | 'used_up' | 'held' | 'to_approve';
        /** @enum {string} */
        held?: 'pausing' | 'paused' | 'cancelling';
        /** @enum {string} */
        cause: 'killed' | 'runner_lost' | 'node_failed' | 'preempted';
        number: number;
        times: number;
      };
      queue: string;
      priority: number;
      queue_position: number | null;
      /** Format: date-time */
      created_at: string;
      created_by: string;
      reason: string | null;
      started_at: string | null;
      completed_at: string | null;
      error_message: string | null;
      failure: components['schemas']['Failure'] | null;
      cancel: 'too_late' | null;
      paused: {
        /** @enum {string} */
        mode: 'freeze' | 'drain';
        /** Format: date-time */
        since: string;
      } | null;
      paused_ms: number;
      elsewhere?: string[];
      asked?: string[];
      unproven?: {
        /** Format: date-time */
        since: string;
        executors: {
          name: string;
          message: string;
          left: {
            native_id: string;
            state: string;
          }[];
          left_count: number | null;
        }[];
      };
      ended_elsewhere?: {
        name: string;
        ended: string[];
        ended_count: number;
        /** Format: date-time */
        asked_at: string;
        proven_at: string | null;
      }[];
      abandoned?: {
        /** Format: date-time */
        at: string;
        by: string;
        executors: {
          name: string;
          message: string;
          left: {
            native_id: string;
            state: string;
          }[];
          left_count: number | null;
        }[];
      };
      warnings?: {
        /** @enum {string} */
        about: 'results' | 'cache' | 'trace';
        message: string;
      }[];
      stalled?: {
        /** Format: date-time */
        since: string;
        tasks_waiting: number;
      };
      hanging?: {
        /** @enum {string} */
        after: 'abort' | 'tasks';
        cause: string | null;
        /** Format: date-time */
        since: string;
      };
      runner_id: string | null;
      process_id: number | null;
      bam_path: string | null;
      raw_vcf_path: string | null;
      annotated_vcf_path: string | null;
      filtered_tsv_path: string | null;
      output_dir: string | null;
      work_dir: string | null;
      cleaned: {
        work_dir: {
          /** Format: date-time */
          at: string;
          by: string;
        } | null;
        results: {
          /** Format: date-time */
          at: string;
          by: string;
        } | null;
      };
      cleanable: ('work_dir' | 'partial_outputs' | 'results' | 'all')[];
      pinned: {
        /** Format: date-time */
        at: string;
        by: string;
      } | null;
      qc: {
        verdict: ('pass' | 'warn' | 'fail') | null;
        samples: number;
        metrics: {
          name: string;
          label: string;
          unit: string | null;
          value: number | null;
          verdict: ('pass' | 'warn' | 'fail') | null;
          warn: {
            below?: number;
            above?: number;
          } | null;
          fail: {
            below?: number;
            above?: number;
          } | null;
        }[];
      } | null;
      resumable: {
        possible: boolean;
        why: string | null;
        until: string | null;
      };
      allowed_actions: (
        | 'cancel'
        | 'abandon'
        | 'pause'
        | 'unpause'
        | 'resume'
        | 'restart'
        | 'rerun'
        | 'clean'
        | 'pin'
        | 'unpin'
        | 'priority'
        | 'move'
      )[];
      last_seq: number;
    };
    Step: {
      process: string;
      step: string;
      /** @enum {string} */
      state: 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'stopped' | 'skipped';
      tasks: {
        total: number;
        waiting: number;
        running: number;
        completed: number;
        cached: number;
        failed: number;
        ignored: number;
        retried: number;
        aborted: number;
      };
      started_at: string | null;
      completed_at: string | null;
    };
    Failure: {
      /** @enum {string} */
      cause: 'cancelled' | 'error' | 'killed' | 'runner_lost' | 'start_failed' | 'abandoned';
      exit_code: number | null;
      signal: string | null;
      failing_step: string | null;
      failing_task: string | null;
      step: string | null;
      stderr_tail: string[];
      excerpt: {
        /** @enum {string} */
        stream: 'stderr' | 'stdout';
        first_line: number;
        cause_line: number | null;
        lines: number;
        log_offset: number | null;
      } | null;
      message: string;
      summary: string | null;
    };
    JobPage: {
      items: components['schemas']['Job'][];
      next_cursor: string | null;
    };
    JobIds: {
      job_ids: string[];
      allowing: {
        [key: string]: number;
      };
    };
    JobsSummary: {
      total: number;
      running: number;
      pending: number;
      paused: number;
      failed: number;
      cancelled: number;
      completed: number;
    };
    CleanPreviews: {
      items: {
        /** Format: uuid */
        job_id: string;
        refusal: string | null;
        preview: components['schemas']['CleanPreview'] | null;
      }[];
    };
    CleanPreviewsBody: {
      job_ids: string[];
      /**
       * @default work_dir
       * @enum {string}
       */
      what?: 'work_dir' | 'partial_outputs' | 'results' | 'all';
      storage_id?: string;
    };
    JobUsage: {
      results: {
        files: number;
        bytes: number;
      };
      work_dir: {
        files: number;
        bytes: number;
      };
      complete: boolean;
    };
    HistoryEntry: {
      seq: number;
      type: string;
      /** Format: date-time */
      at: string;
      actor: string;
      reason: string | null;
      attempt: number | null;
      correlation_id: string;
      causation_id: string;
      data: {
        [key: string]: unknown;
      };
    };
    HistoryPage: {
      items: components['schemas']['HistoryEntry'][];
      next_cursor: string | null;
    };
    Approval: {
      /** Format: uuid */
      approval_id: string;
      command: string;
      /** Format: uuid */
      job_id: string;
      sample_name: string | null;
      body: {
        [key: string]: unknown;
      };
      reason: string | null;
      requested_by: string;
      /** Format: date-time */
      requested_at: string;
      /** Format: date-time */
      expires_at: string;
      /** @enum {string} */
      status: 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'expired';
      decided_by: string | null;
      decided_at: string | null;
      decision_reason: string | null;
      refusal: string | null;
      denied: string | null;
    };
    ApprovalPage: {
      items: components['schemas']['Approval'][];
      next_cursor: string | null;
    };
    Attempt: {
      attempt: number;
      /** @enum {string} */
      mode: 'fresh' | 'resume' | 'from_step';
      /** @enum {string} */
      status: 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';
      /** Format: date-time */
      requested_at: string;
      requested_by: string;
      reason: string | null;
      params: {
        [key: string]: unknown;
      };
      launch: {
        revision?: string;
        nextflow?: string;
        /** @enum {string} */
        syntax_parser?: 'v1' | 'v2';
        profiles?: string[];
        config?: string;
        entry?: string;
        stub_run?: boolean;
        env?: {
          [key: string]: string;
        };
        files?: {
          [key: string]: string;
        };
        work_dir?: string;
      } | null;
      started_at: string | null;
      completed_at: string | null;
      duration_ms: number | null;
      paused_ms: number;
      exit_code: number | null;
      failure: components['schemas']['Failure'] | null;
      runner_id: string | null;
      pipeline_revision: string | null;
      nextflow_version: string | null;
      syntax_parser: ('v1' | 'v2') | null;
      run_name: string | null;
      session_id: string | null;
      argv: string[] | null;
      launch_dir: string | null;
      work_dir: string | null;
      output_dir: string | null;
      process_id: number | null;
      inputs: {
        files: {
          path: string;
          bytes: number | null;
          sha256: string | null;
          read_at: string | null;
          problem: ('vanished' | 'unreadable' | 'not_a_file' | 'leads_out' | 'changed_while_read' | 'not_read') | null;
        }[];
        manifest: {
          path: string;
          sha256: string;
          count: number;
        } | null;
        complete: boolean;
      } | null;
      described: {
        params: {
          [key: string]: unknown;
        };
        /** @enum {string} */
        params_from: 'run' | 'merged';
        defaults: string[];
        default_expressions?: {
          [key: string]: string;
        };
        pipeline_version: string | null;
        materials: {
          param: string;
          label: string;
          value: string | null;
        }[];
        lineage?: {
          id: string;
          store: string;
        };
      } | null;
      tools:
        | {
            name: string;
            version: string;
            used_by: string[];
          }[]
        | null;
      elsewhere: string[];
      images:
        | {
            image: string;
            engine: string | null;
            executor: string | null;
            digest: string | null;
            image_id: string | null;
            problem: string | null;
            processes: string[];
            tasks?: string[];
            cached: boolean;
          }[]
        | null;
      qc: {
        verdict: ('pass' | 'warn' | 'fail') | null;
        samples: {
          sample: string;
          verdict: ('pass' | 'warn' | 'fail') | null;
          metrics: {
            name: string;
            label: string;
            unit: string | null;
            value: number | null;
            verdict: ('pass' | 'warn' | 'fail') | null;
            warn: {
              below?: number;
              above?: number;
            } | null;
            fail: {
              below?: number;
              above?: number;
            } | null;
          }[];
          charts: {
            name: string;
            label: string;
            x: string;
            y: string;
            points: [number, number][];
          }[];
        }[];
        complete: boolean;
      } | null;
      warnings?: {
        /** @enum {string} */
        about: 'results' | 'cache' | 'trace';
        message: string;
      }[];
      outputs: {
        kind: string;
        labels?: string[];
        path: string;
        bytes: number;
        sha256: string;
      }[];
      outputs_manifest: {
        path: string;
        sha256: string;
        count: number;
      } | null;
      steps: components['schemas']['Step'][];
      tasks_cached: number;
      tasks_run: number;
    };
    AttemptPage: {
      items: components['schemas']['Attempt'][];
      next_cursor: string | null;
    };
    Task: {
      attempt: number;
      process: string;
      step: string;
      tag: string | null;
      name: string;
      hash: string;
      native_id: string | null;
      work_dir: string | null;
      /** @enum {string} */
      status: 'submitted' | 'running' | 'cached' | 'completed' | 'failed' | 'retried' | 'aborted';
      exit_code: number | null;
      submitted_at: string | null;
      started_at: string | null;
      completed_at: string | null;
      duration_ms: number | null;
      peak_rss: number | null;
      cpu_percent: number | null;
      error_action: string | null;
      tries: number;
      cache_miss: {
        attempt: number;
        hash: string;
        changes: {
          /** @enum {string} */
          kind: 'file' | 'value' | 'param' | 'script' | 'container' | 'other';
          name: string | null;
          from: string | null;
          to: string | null;
          made_by: string | null;
        }[];
      } | null;
    };
    TaskPage: {
      items: components['schemas']['Task'][];
      next_cursor: string | null;
    };
    ExecutorListings: {
      executors: {
        name: string;
        label: string;
        as_of: string | null;
        unknown: string | null;
        counts: {
          /** @enum {string} */
          phase: 'waiting' | 'held' | 'running' | 'stopped' | 'blocked' | 'ending';
          state: string;
          reason: string | null;
          count: number;
        }[];
        tasks: {
          native_id: string;
          /** @enum {string} */
          phase: 'waiting' | 'held' | 'running' | 'stopped' | 'blocked' | 'ending';
          state: string;
          reason: string | null;
          node: string | null;
          work_dir: string | null;
        }[];
      }[];
    };
    File: {
      path: string;
      kind: string | null;
      labels?: string[];
      bytes: number;
      sha256: string | null;
      media_type: string;
    };
    FilePage: {
      items: components['schemas']['File'][];
      next_cursor: string | null;
      attempt: number;
      away: string | null;
      truncated: boolean;
    };
    Pipeline: {
      name: string;
      title: string;
      description: string | null;
      version: string | null;
      revision: string;
      params: {
        [key: string]: unknown;
      };
      input_param: string | null;
      output_param: string | null;
      steps: {
        process: string;
        step: string;
      }[];
      outputs: string[];
      measures_quality: boolean;
      demo: {
        name: string;
        params: {
          [key: string]: unknown;
        };
      }[];
      queue: string;
      resume_after: {
        causes: ('killed' | 'runner_lost' | 'node_failed' | 'preempted')[];
        times: number;
      } | null;
      launch: {
        revision?: string;
        nextflow?: string;
        /** @enum {string} */
        syntax_parser?: 'v1' | 'v2';
        profiles?: string[];
        config?: string;
        entry?: string;
        stub_run?: boolean;
        env?: {
          [key: string]: string;
        };
        files?: {
          [key: string]: string;
        };
        work_dir?: string;
      };
      profiles: string[];
      entries: string[];
      nextflow_versions: string[];
      environment: string[];
      repository: string | null;
      takes_config: boolean;
      schema: {
        [key: string]: unknown;
      } | null;
      compiled: {
        nextflow_version: string;
        errors: {
          file: string;
          line: number | null;
          column: number | null;
          message: string;
          source: string | null;
        }[];
      }[];
    };
    BrokenPipeline: {
      file: string;
      field: string | null;
      reason: string;
    };
    PipelineList: {
      items: components['schemas']['Pipeline'][];
      next_cursor: string | null;
      broken: components['schemas']['BrokenPipeline'][];
    };
    CheckBody: {
      pipeline: string;
      /** @default {} */
      params?: {
        [key: string]: unknown;
      };
      launch?: {
        revision?: string;
        nextflow?: string;
        /** @enum {string} */
        syntax_parser?: 'v1' | 'v2';
        profiles?: string[];
        config?: string;
        entry?: string;
        stub_run?: boolean;
        env?: {
          [key: string]: string | null;
        };
        files?: {
          [key: string]: string | null;
        };
        work_dir?: string;
      };
    };
    ParamsCheck: {
      errors: {
        field: string;
        message: string;
      }[];
      warnings: {
        field: string;
        message: string;
      }[];
      compiled: {
        nextflow_version: string;
        errors: {
          file: string;
          line: number | null;
          column: number | null;
          message: string;
          source: string | null;
        }[];
      }[];
      compiling: boolean;
    };
    PreviewBody: {
      step?: string;
      params?: {
        [key: string]: unknown;
      };
    };
    RunPreview: {
      refusal: string | null;
      /** @enum {string} */
      work_dir: 'present' | 'absent' | 'unknown';
      held: {
        /** @enum {string} */
        lock: 'job' | 'session';
        pid: number;
      } | null;
      steps: {
        process: string;
        step: string;
        /** @enum {string} */
        will: 'cached' | 'maybe' | 'again' | 'partly' | 'first';
        reason:
          | (
              | 'chosen'
              | 'changed'
              | 'uses'
              | 'may_use'
              | 'not_cached'
              | 'unfinished'
              | 'nextflow'
              | 'pipeline'
              | 'parameter'
            )
          | null;
        uses: string | null;
        tasks_again: number;
        tasks_cached: number;
        tasks_maybe: number;
        names: string[];
        last_ms: number | null;
        usual_ms: number | null;
      }[];
      tasks_again: number;
      tasks_cached: number;
      tasks_maybe: number;
      dirs_moved: number;
      expected_ms: number | null;
      changes: {
        param: string;
        steps: string[] | null;
      }[];
      nextflow: {
        ran: string;
        next: string | null;
        /** @enum {string} */
        finds: 'none' | 'some' | 'all';
      } | null;
      ignores_params: string | null;
      pipeline_changed: {
        ran: string;
        now: string;
      } | null;
    };
    SheetBody: {
      pipeline: string;
      text?: string;
      columns?: string[];
      rows?: string[][];
      /** @enum {string} */
      mode?: 'jobs' | 'sheet';
      /** @default {} */
      params?: {
        [key: string]: unknown;
      };
      launch?: {
        revision?: string;
        nextflow?: string;
        /** @enum {string} */
        syntax_parser?: 'v1' | 'v2';
        profiles?: string[];
        config?: string;
        entry?: string;
        stub_run?: boolean;
        env?: {
          [key: string]: string | null;
        };
        files?: {
          [key: string]: string | null;
        };
        work_dir?: string;
      };
      sample_name?: string;
      queue?: string;
      priority?: number;
      resume_after?: {
        causes: ('killed' | 'runner_lost' | 'node_failed' | 'preempted')[];
        times: number;
      } | null;
      reason?: string;
    };
    SheetCheckBody: {
      pipeline: string;
      text?: string;
      columns?: string[];
      rows?: string[][];
      /** @enum {string} */
      mode?: 'jobs' | 'sheet';
      /** @default {} */
      params?: {
        [key: string]: unknown;
      };
      launch?: {
        revision?: string;
        nextflow?: string;
        /** @enum {string} */
        syntax_parser?: 'v1' | 'v2';
        profiles?: string[];
        config?: string;
        entry?: string;
        stub_run?: boolean;
        env?: {
          [key: string]: string | null;
        };
        files?: {
          [key: string]: string | null;
        };
        work_dir?: string;
      };
    };
    SheetCheck: {
      /** @enum {string} */
      mode: 'jobs' | 'sheet';
      modes: ('jobs' | 'sheet')[];
      sheet_param: string | null;
      columns: string[];
      rows: string[][];
      errors: {
        row: number | null;
        column: string | null;
        message: string;
      }[];
      warnings: {
        row: number | null;
        column: string | null;
        message: string;
      }[];
    };
    SheetSubmitted: {
      correlation_id: string;
      results: {
        row: number | null;
        sample_name: string;
        job_id: string | null;
        seq: number | null;
        problem: {
          status: number;
          detail: string;
          errors?: {
            field: string;
            message: string;
          }[];
        } | null;
        warnings?: {
          field: string;
          message: string;
        }[];
      }[];
    };
    Storage: {
      total: {
        jobs: number;
        results_bytes: number;
        work_dir_bytes: number;
      };
      by_pipeline: {
        jobs: number;
        results_bytes: number;
        work_dir_bytes: number;
        pipeline: string;
      }[];
      by_person: {
        jobs: number;
        results_bytes: number;
        work_dir_bytes: number;
        actor: string;
      }[];
      by_age: {
        jobs: number;
        results_bytes: number;
        work_dir_bytes: number;
        /** @enum {string} */
        age: 'in_use' | 'week' | 'month' | 'quarter' | 'older';
      }[];
      disks: {
        runner_id: string;
        storage_id: string;
        alive: boolean;
        bytes: number | null;
        free_bytes: number | null;
        jobs: number;
        results_bytes: number;
        work_dir_bytes: number;
      }[];
      not_measured: number;
      rules: {
        work_dir_ms: number | null;
        results_ms: number | null;
        min_free_bytes: number | null;
      };
    };
    StoredJob: {
      /** Format: uuid */
      job_id: string;
      sample_name: string;
      pipeline: string;
      created_by: string;
      /** @enum {string} */
      status: 'pending' | 'running' | 'paused' | 'completed' | 'failed';
      cause: ('cancelled' | 'error' | 'killed' | 'runner_lost' | 'start_failed' | 'abandoned') | null;
      completed_at: string | null;
      storage_id: string;
      left: ('to_delete' | 'to_keep') | null;
      results_bytes: number | null;
      work_dir_bytes: number | null;
      other_disk_bytes: number | null;
      measured_at: string | null;
      pinned: boolean;
      abandoned: boolean;
      cleaning: boolean;
      work_dir_cleaned: boolean;
      results_cleaned: boolean;
      clean_failed_at: string | null;
    };
    StoredJobPage: {
      items: components['schemas']['StoredJob'][];
      next_cursor: string | null;
    };
    RetentionPage: {
      items: {
        job: components['schemas']['StoredJob'];
        /** @enum {string} */
        what: 'work_dir' | 'partial_outputs' | 'results' | 'all';
        rule: string;
        bytes: number | null;
      }[];
      next_cursor: string | null;
    };
    Runner: {
      runner_id: string;
      storage_id: string;
      alive: boolean;
      /** Format: date-time */
      last_seen: string;
      slots: number;
      slots_taken: number;
      nextflow_version: string;
      nextflow_versions: string[];
      holds_back: string | null;
      simulated: boolean;
      isolation: ('user' | 'namespace' | 'none') | null;
      executors:
        | {
            name: string;
            problem: string | null;
            /** @enum {string} */
            proof: 'processes' | 'answers';
          }[]
        | null;
      cpus: number | null;
      memory_bytes: number | null;
      host: string | null;
      version: string | null;
      load: number | null;
      memory_free_bytes: number | null;
      disk_bytes: number | null;
      disk_free_bytes: number | null;
      checking_results: {
        job_id: string;
        bytes_done: number;
        bytes_total: number;
      }[];
      drain: {
        /** Format: date-time */
        since: string;
        by: string;
        reason: string | null;
        drained_at: string | null;
      } | null;
      schedule: {
        time_zone: string;
        windows: {
          days: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
          from: string;
          to: string;
        }[];
      } | null;
      work_time: {
        open: boolean;
        until: string | null;
      };
    };
    RunnerCommandAccepted: {
      message: string;
      seq: number;
      /** Format: uuid */
      command_id: string;
      runner_id: string;
    };
    RunnerPage: {
      items: components['schemas']['Runner'][];
      next_cursor: string | null;
    };
    Projection: {
      /** @enum {string} */
      state:
        | 'catching_up'
        | 'following'
        | 'standby'
        | 'stream_changed'
        | 'database_away'
        | 'log_away'
        | 'stuck'
        | 'stopped';
      last_seq: number;
      head: number;
      lag: number;
      lag_ms: number;
      events_per_second: number;
      problem: string | null;
      last_rebuild: {
        /** Format: date-time */
        finished_at: string;
        events: number;
        duration_ms: number;
      } | null;
    };
    Session: {
      actor: string;
      name: string;
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'reviewer' | 'admin';
      /** @enum {string} */
      kind: 'person' | 'token' | 'machine';
      reason_required: (
        | 'submit'
        | 'cancel'
        | 'abandon'
        | 'pause'
        | 'unpause'
        | 'resume'
        | 'restart'
        | 'rerun'
        | 'clean'
        | 'pin'
        | 'unpin'
        | 'classify'
        | 'sign'
        | 'priority'
        | 'move'
        | 'create_queue'
        | 'pause_queue'
        | 'resume_queue'
        | 'limit_queue'
        | 'drain_runner'
        | 'undrain_runner'
        | 'schedule_runner'
        | 'order_queue'
        | 'remove_queue'
        | 'delete_upload'
        | 'delete_sample'
        | 'remove_input'
      )[];
      denied_commands: {
        [key: string]: string;
      };
      denied_routes: {
        [key: string]: string;
      };
      signatures_required: number;
      /** @enum {string} */
      cancel_of_others: 'anyone' | 'owner';
      approvals: (
        | 'submit'
        | 'cancel'
        | 'abandon'
        | 'pause'
        | 'unpause'
        | 'resume'
        | 'restart'
        | 'rerun'
        | 'clean'
        | 'pin'
        | 'unpin'
        | 'classify'
        | 'sign'
        | 'priority'
        | 'move'
        | 'create_queue'
        | 'pause_queue'
        | 'resume_queue'
        | 'limit_queue'
        | 'drain_runner'
        | 'undrain_runner'
        | 'schedule_runner'
        | 'order_queue'
        | 'remove_queue'
      )[];
      version: string;
    };
    InputListing: {
      path: string | null;
      parent: string | null;
      roots: string[];
      entries: {
        name: string;
        path: string;
        /** @enum {string} */
        kind: 'dir' | 'file';
        bytes: number | null;
        modified_at: string | null;
      }[];
      truncated: boolean;
    };
    NamedInput: {
      /** Format: uuid */
      input_id: string;
      name: string;
      /** @enum {string} */
      kind: 'folder' | 'reference' | 'kit';
      params: {
        [key: string]: string;
      };
      /** Format: date-time */
      added_at: string;
      added_by: string;
      removed_at: string | null;
      removed_by: string | null;
    };
    NamedInputPage: {
      items: components['schemas']['NamedInput'][];
      next_cursor: string | null;
    };
    NamedInputBody: {
      name: string;
      /** @enum {string} */
      kind: 'folder' | 'reference' | 'kit';
      params: {
        [key: string]: string;
      };
      reason?: string;
    };
    CommandAccepted: {
      message: string;
      /** Format: uuid */
      job_id: string;
      seq: number;
      /** Format: uuid */
      command_id: string;
      /** Format: uuid */
      approval_id?: string;
      warnings?: {
        field: string;
        message: string;
      }[];
    };
    BulkBody: {
      /** @enum {string} */
      command: 'cancel' | 'pause' | 'unpause' | 'resume' | 'rerun' | 'clean' | 'pin' | 'unpin' | 'priority' | 'move';
      job_ids: string[];
      filter?: {
        status?: ('pending' | 'running' | 'paused' | 'completed' | 'failed')[];
        cause?: ('cancelled' | 'error' | 'killed' | 'runner_lost' | 'start_failed' | 'abandoned')[];
        pipeline?: string;
        created_by?: string;
        qc?: ('pass' | 'warn' | 'fail')[];
        correlation_id?: string;
        q?: string;
      };
      /** @default {} */
      body?: {
        [key: string]: unknown;
      };
    };
    Bulk: {
      /** Format: uuid */
      bulk_id: string;
      /** @enum {string} */
      command: 'cancel' | 'pause' | 'unpause' | 'resume' | 'rerun' | 'clean' | 'pin' | 'unpin' | 'priority' | 'move';
      reason: string | null;
      actor: string;
      correlation_id: string;
      /** Format: date-time */
      started_at: string;
      finished_at: string | null;
      total: number;
      accepted: number;
      waiting: number;
      refused: number;
      failed: number;
    };
    BulkResult: {
      /** Format: uuid */
      job_id: string;
      sample_name: string | null;
      /** @enum {string} */
      outcome: 'accepted' | 'waiting' | 'refused' | 'failed';
      status: number;
      detail: string;
      seq: number | null;
    };
    BulkResultPage: {
      items: components['schemas']['BulkResult'][];
      next_cursor: string | null;
    };
    QueueCommandAccepted: {
      message: string;
      seq: number;
      /** Format: uuid */
      command_id: string;
      queue: string;
    };
    QueuePage: {
      items: {
        name: string;
        paused: {
          by: string;
          /** Format: date-time */
          since: string;
          reason: string | null;
          cause: 'disk_full' | null;
        } | null;
        limit: number | null;
        /** @enum {string} */
        order: 'fair' | 'age';
        slots: number;
        running: {
          /** Format: uuid */
          job_id: string;
          sample_name: string;
          pipeline: string;
          /** @enum {string} */
          status: 'pending' | 'running' | 'paused';
          pending_action: ('cancelling' | 'pausing' | 'unpausing' | 'cleaning') | null;
          runner_id: string;
          slots: number;
          started_at: string | null;
          paused: {
            /** @enum {string} */
            mode: 'freeze' | 'drain';
            /** Format: date-time */
            since: string;
          } | null;
          paused_ms: number;
          expected_ms: number | null;
        }[];
        waiting: {
          /** Format: uuid */
          job_id: string;
          sample_name: string;
          pipeline: string;
          priority: number;
          asked_by: string;
          /** Format: date-time */
          waiting_since: string;
          position: number;
          expected_wait_ms: number | null;
          slots: number;
          waits_for: {
            runner_id: string | null;
            why: string;
          } | null;
          resources: {
            cpus?: number;
            memory_bytes?: number;
          } | null;
          is_too_large: boolean;
          needs_nextflow: string | null;
        }[];
        waiting_count: number;
        expected_wait_ms: number | null;
      }[];
      next_cursor: string | null;
    };
    WaitingPage: {
      items: {
        /** Format: uuid */
        job_id: string;
        sample_name: string;
        pipeline: string;
        priority: number;
        asked_by: string;
        /** Format: date-time */
        waiting_since: string;
        position: number;
        expected_wait_ms: number | null;
        slots: number;
        waits_for: {
          runner_id: string | null;
          why: string;
        } | null;
        resources: {
          cpus?: number;
          memory_bytes?: number;
        } | null;
        is_too_large: boolean;
        needs_nextflow: string | null;
      }[];
      total: number;
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      instance: string;
      correlation_id?: string;
      errors?: {
        field: string;
        message: string;
      }[];
    };
    Variant: {
      variant: string;
      chrom: string;
      pos: number;
      ref: string;
      alt: string;
      quality: number | null;
      genotype: string;
      depth: number | null;
      alt_depth: number | null;
      gene: string | null;
      consequence: string | null;
      transcript: string | null;
      coding: string | null;
      protein: string | null;
      classified: {
        seq: number;
        job_id: string;
        sample_name: string | null;
        attempt: number;
        /** @enum {string} */
        class: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
        by: string;
        /** Format: date-time */
        at: string;
        signatures: {
          seq: number;
          by: string;
          name: string;
          /** Format: date-time */
          at: string;
          /** @enum {string} */
          meaning: 'authorship' | 'review' | 'approval' | 'responsibility';
          /** @enum {string} */
          method: 'password' | 'passkey' | 'directory';
        }[];
      } | null;
      classified_elsewhere: {
        seq: number;
        job_id: string;
        sample_name: string | null;
        attempt: number;
        /** @enum {string} */
        class: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
        by: string;
        /** Format: date-time */
        at: string;
        signatures: {
          seq: number;
          by: string;
          name: string;
          /** Format: date-time */
          at: string;
          /** @enum {string} */
          meaning: 'authorship' | 'review' | 'approval' | 'responsibility';
          /** @enum {string} */
          method: 'password' | 'passkey' | 'directory';
        }[];
      } | null;
    };
    VariantPage: {
      items: components['schemas']['Variant'][];
      next_cursor: string | null;
      matching: number;
      total: number;
      file: string;
      files: string[];
      attempt: number;
      consequences: string[];
    };
    VariantDetail: {
      variant: string;
      chrom: string;
      pos: number;
      ref: string;
      alt: string;
      quality: number | null;
      genotype: string;
      depth: number | null;
      alt_depth: number | null;
      gene: string | null;
      consequence: string | null;
      transcript: string | null;
      coding: string | null;
      protein: string | null;
      classified: {
        seq: number;
        job_id: string;
        sample_name: string | null;
        attempt: number;
        /** @enum {string} */
        class: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
        by: string;
        /** Format: date-time */
        at: string;
        signatures: {
          seq: number;
          by: string;
          name: string;
          /** Format: date-time */
          at: string;
          /** @enum {string} */
          meaning: 'authorship' | 'review' | 'approval' | 'responsibility';
          /** @enum {string} */
          method: 'password' | 'passkey' | 'directory';
        }[];
      } | null;
      classified_elsewhere: {
        seq: number;
        job_id: string;
        sample_name: string | null;
        attempt: number;
        /** @enum {string} */
        class: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
        by: string;
        /** Format: date-time */
        at: string;
        signatures: {
          seq: number;
          by: string;
          name: string;
          /** Format: date-time */
          at: string;
          /** @enum {string} */
          meaning: 'authorship' | 'review' | 'approval' | 'responsibility';
          /** @enum {string} */
          method: 'password' | 'passkey' | 'directory';
        }[];
      } | null;
      assessments: {
        code: string;
        /** @enum {string} */
        state: 'met' | 'not_met' | 'not_assessed';
        strength: ('supporting' | 'moderate' | 'strong' | 'very_strong' | 'stand_alone') | null;
        reason: string;
      }[];
      clinvar: {
        source: string;
        significance: string;
        review: string | null;
      } | null;
      points: number;
      /** @enum {string} */
      class_by_points: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
      /** @enum {string} */
      class_by_rules: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
      classifications: {
        variant: {
          chrom: string;
          pos: number;
          ref: string;
          alt: string;
        };
        reference: {
          path: string;
          sha256: string | null;
        } | null;
        table: {
          path: string;
          sha256: string | null;
        };
        genotype: string;
        gene: string | null;
        consequence: string | null;
        transcript: string | null;
        coding: string | null;
        protein: string | null;
        /** @enum {string} */
        class_by_rules: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
        /** @enum {string} */
        class_by_points: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
        points: number;
        criteria: {
          code: string;
          /** @enum {string} */
          state: 'met' | 'not_met' | 'not_assessed';
          strength: ('supporting' | 'moderate' | 'strong' | 'very_strong' | 'stand_alone') | null;
          /** @enum {string} */
          source: 'data' | 'reviewer';
          reason: string;
          note: string | null;
        }[];
        clinvar: {
          source: string;
          significance: string;
          review: string | null;
        } | null;
        sources: {
          /** @enum {string} */
          kind: 'frequencies' | 'clinvar' | 'repeats' | 'loss_of_function_genes';
          name: string;
          sha256: string | null;
        }[];
        thresholds: {
          ba1: number;
          bs1: number | null;
          pm2: number;
        };
        seq: number;
        job_id: string;
        sample_name: string | null;
        attempt: number;
        /** @enum {string} */
        class: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
        by: string;
        /** Format: date-time */
        at: string;
        signatures: {
          seq: number;
          by: string;
          name: string;
          /** Format: date-time */
          at: string;
          /** @enum {string} */
          meaning: 'authorship' | 'review' | 'approval' | 'responsibility';
          /** @enum {string} */
          method: 'password' | 'passkey' | 'directory';
        }[];
        reason: string;
        is_current: boolean;
        is_outdated: boolean;
      }[];
    };
    Webhook: {
      /** Format: uuid */
      webhook_id: string;
      url: string;
      description: string;
      event_types: string[];
      filter: {
        pipeline?: string[];
        sample?: string;
        cause?: ('error' | 'killed' | 'runner_lost' | 'start_failed' | 'abandoned')[];
      };
      /** @enum {string} */
      status: 'active' | 'failing' | 'disabled';
      disabled_at: string | null;
      disabled_why: string | null;
      failing_since: string | null;
      /** Format: date-time */
      created_at: string;
      created_by: string;
      /** Format: date-time */
      changed_at: string;
      last_seq: number;
      last_try: {
        /** Format: date-time */
        at: string;
        duration_ms: number;
        response_status: number | null;
        error: string | null;
      } | null;
      pending: number;
      old_secret_until: string | null;
    };
    WebhookPage: {
      items: components['schemas']['Webhook'][];
      next_cursor: string | null;
    };
    WebhookSecret: {
      webhook: components['schemas']['Webhook'];
      secret: string;
    };
    WebhookBody: {
      url: string;
      /** @default  */
      description?: string;
      event_types: (
        | 'submitted'
        | 'cancel_requested'
        | 'abandon_requested'
        | 'pause_requested'
        | 'unpause_requested'
        | 'resume_requested'
        | 'restart_requested'
        | 'rerun_requested'
        | 'clean_requested'
        | 'job_pinned'
        | 'job_unpinned'
        | 'variant_classified'
        | 'variant_signed'
        | 'priority_changed'
        | 'queue_changed'
        | 'attempt_claimed'
        | 'attempt_started'
        | 'nextflow_observed'
        | 'paused'
        | 'unpaused'
        | 'attempt_succeeded'
        | 'attempt_failed'
        | 'attempt_cancelled'
        | 'cancel_joined'
        | 'cancel_unconfirmed'
        | 'attempt_unproven'
        | 'end_proven'
        | 'cleaned'
        | 'clean_failed'
        | 'cancel_unchanged'
        | 'pause_unchanged'
        | 'unpause_unchanged'
        | 'clean_unchanged'
        | 'priority_unchanged'
        | 'move_unchanged'
        | 'task_submitted'
        | 'task_started'
        | 'task_cached'
        | 'task_completed'
        | 'task_failed'
        | 'task_retried'
        | 'task_aborted'
        | 'task_cache_missed'
        | 'plan_observed'
        | 'executors_observed'
        | 'unproven_observed'
        | 'session_observed'
        | 'stall_observed'
        | 'hang_observed'
        | 'inputs_observed'
        | 'run_described'
        | 'tools_observed'
        | 'containers_observed'
        | 'qc_measured'
        | 'cancel_refused'
        | 'abandon_refused'
        | 'pause_refused'
        | 'unpause_refused'
        | 'resume_refused'
        | 'restart_refused'
        | 'rerun_refused'
        | 'clean_refused'
        | 'pin_refused'
        | 'unpin_refused'
        | 'classify_refused'
        | 'sign_refused'
        | 'priority_refused'
        | 'move_refused'
        | 'queue_created'
        | 'queue_paused'
        | 'queue_resumed'
        | 'concurrency_limit_changed'
        | 'queue_order_changed'
        | 'queue_removed'
        | 'slot_taken'
        | 'slot_released'
        | 'pause_queue_unchanged'
        | 'resume_queue_unchanged'
        | 'limit_queue_unchanged'
        | 'order_queue_unchanged'
        | 'drain_requested'
        | 'undrained'
        | 'schedule_changed'
        | 'drain_runner_unchanged'
        | 'undrain_runner_unchanged'
        | 'schedule_runner_unchanged'
        | 'drained'
        | 'storage_announced'
        | 'upload_received'
        | 'upload_deleted'
        | 'sample_made'
        | 'sample_deleted'
        | 'input_registered'
        | 'input_removed'
        | 'approval_requested'
        | 'approval_granted'
        | 'approval_rejected'
        | 'approval_withdrawn'
        | 'approval_expired'
      )[];
      /** @default {} */
      filter?: {
        pipeline?: string[];
        sample?: string;
        cause?: ('error' | 'killed' | 'runner_lost' | 'start_failed' | 'abandoned')[];
      };
    };
    WebhookChangeBody: {
      url?: string;
      description?: string;
      event_types?: (
        | 'submitted'
        | 'cancel_requested'
        | 'abandon_requested'
        | 'pause_requested'
        | 'unpause_requested'
        | 'resume_requested'
        | 'restart_requested'
        | 'rerun_requested'
        | 'clean_requested'
        | 'job_pinned'
        | 'job_unpinned'
        | 'variant_classified'
        | 'variant_signed'
        | 'priority_changed'
        | 'queue_changed'
        | 'attempt_claimed'
        | 'attempt_started'
        | 'nextflow_observed'
        | 'paused'
        | 'unpaused'
        | 'attempt_succeeded'
        | 'attempt_failed'
        | 'attempt_cancelled'
        | 'cancel_joined'
        | 'cancel_unconfirmed'
        | 'attempt_unproven'
        | 'end_proven'
        | 'cleaned'
        | 'clean_failed'
        | 'cancel_unchanged'
        | 'pause_unchanged'
        | 'unpause_unchanged'
        | 'clean_unchanged'
        | 'priority_unchanged'
        | 'move_unchanged'
        | 'task_submitted'
        | 'task_started'
        | 'task_cached'
        | 'task_completed'
        | 'task_failed'
        | 'task_retried'
        | 'task_aborted'
        | 'task_cache_missed'
        | 'plan_observed'
        | 'executors_observed'
        | 'unproven_observed'
        | 'session_observed'
        | 'stall_observed'
        | 'hang_observed'
        | 'inputs_observed'
        | 'run_described'
        | 'tools_observed'
        | 'containers_observed'
        | 'qc_measured'
        | 'cancel_refused'
        | 'abandon_refused'
        | 'pause_refused'
        | 'unpause_refused'
        | 'resume_refused'
        | 'restart_refused'
        | 'rerun_refused'
        | 'clean_refused'
        | 'pin_refused'
        | 'unpin_refused'
        | 'classify_refused'
        | 'sign_refused'
        | 'priority_refused'
        | 'move_refused'
        | 'queue_created'
        | 'queue_paused'
        | 'queue_resumed'
        | 'concurrency_limit_changed'
        | 'queue_order_changed'
        | 'queue_removed'
        | 'slot_taken'
        | 'slot_released'
        | 'pause_queue_unchanged'
        | 'resume_queue_unchanged'
        | 'limit_queue_unchanged'
        | 'order_queue_unchanged'
        | 'drain_requested'
        | 'undrained'
        | 'schedule_changed'
        | 'drain_runner_unchanged'
        | 'undrain_runner_unchanged'
        | 'schedule_runner_unchanged'
        | 'drained'
        | 'storage_announced'
        | 'upload_received'
        | 'upload_deleted'
        | 'sample_made'
        | 'sample_deleted'
        | 'input_registered'
        | 'input_removed'
        | 'approval_requested'
        | 'approval_granted'
        | 'approval_rejected'
        | 'approval_withdrawn'
        | 'approval_expired'
      )[];
      filter?: {
        pipeline?: string[];
        sample?: string;
        cause?: ('error' | 'killed' | 'runner_lost' | 'start_failed' | 'abandoned')[];
      };
    };
    WebhookChangePage: {
      items: {
        /** Format: date-time */
        at: string;
        actor: string;
        /** Format: uuid */
        webhook_id: string;
        /** @enum {string} */
        action: 'created' | 'changed' | 'deleted' | 'enabled' | 'disabled' | 'secret_rotated' | 'replayed' | 'tested';
        detail: {
          [key: string]: unknown;
        };
        correlation_id: string;
      }[];
      next_cursor: string | null;
    };
    WebhookDelivery: {
      /** Format: uuid */
      delivery_id: string;
      /** Format: uuid */
      webhook_id: string;
      event_id: string | null;
      seq: number | null;
      event_type: string;
      job_id: string | null;
      sample_name: string | null;
      /** @enum {string} */
      status: 'pending' | 'delivered' | 'failed';
      /** Format: date-time */
      created_at: string;
      tries: number;
      next_try_at: string | null;
      ended_at: string | null;
      last_try: {
        /** Format: date-time */
        at: string;
        duration_ms: number;
        response_status: number | null;
        error: string | null;
      } | null;
    };
    WebhookDeliveryPage: {
      items: components['schemas']['WebhookDelivery'][];
      next_cursor: string | null;
    };
    WebhookDeliveryDetail: {
      /** Format: uuid */
      delivery_id: string;
      /** Format: uuid */
      webhook_id: string;
      event_id: string | null;
      seq: number | null;
      event_type: string;
      job_id: string | null;
      sample_name: string | null;
      /** @enum {string} */
      status: 'pending' | 'delivered' | 'failed';
      /** Format: date-time */
      created_at: string;
      tries: number;
      next_try_at: string | null;
      ended_at: string | null;
      last_try: {
        /** Format: date-time */
        at: string;
        duration_ms: number;
        response_status: number | null;
        error: string | null;
      } | null;
      request: {
        url: string;
        headers: {
          [key: string]: string;
        };
        body: string;
      };
      history: {
        /** Format: date-time */
        at: string;
        url: string | null;
        duration_ms: number;
        response_status: number | null;
        error: string | null;
        response_body: string;
      }[];
    };
    SignInOptions: {
      password: boolean;
      passkey: boolean;
      oidc: {
        label: string;
      } | null;
      first_admin_needed: boolean;
    };
    ConfirmBody: {
      password?: string;
      response?: {
        [key: string]: unknown;
      };
    };
    ConfirmationView: {
      confirmation: string;
      /** @enum {string} */
      method: 'password' | 'passkey' | 'directory';
      /** Format: date-time */
      expires_at: string;
    };
    PasswordSignInBody: {
      email: string;
      password: string;
    };
    TotpSignInBody: {
      code: string;
      /** @default false */
      backup?: boolean;
    };
    SignInResult: {
      /** @enum {string} */
      next: 'done' | 'totp';
    };
    PasskeyOptions: {
      [key: string]: unknown;
    };
    PasskeySignInBody: {
      response: {
        [key: string]: unknown;
      };
    };
    FirstAdminBody: {
      name: string;
      email: string;
      password?: string;
      passkey?: components['schemas']['PasskeyBody'];
    };
    FirstPasskeyBody: {
      email: string;
    };
    Invite: {
      /** @enum {string} */
      kind: 'invite' | 'reset';
      email: string;
      name: string | null;
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'reviewer' | 'admin';
      invited_by: string;
      /** Format: date-time */
      expires_at: string;
    };
    ShowInviteBody: {
      secret: string;
    };
    AcceptInviteBody: {
      secret: string;
      name?: string;
      password?: string;
      passkey?: components['schemas']['PasskeyBody'];
    };
    InviteBody: {
      email: string;
      name?: string;
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'reviewer' | 'admin';
    };
    OneTimeLink: {
      path: string;
      /** Format: date-time */
      expires_at: string;
    };
    OpenInvite: {
      /** Format: uuid */
      invite_id: string;
      email: string;
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'reviewer' | 'admin';
      invited_by: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string;
    };
    OpenInvitePage: {
      items: components['schemas']['OpenInvite'][];
      next_cursor: string | null;
    };
    People: {
      people: {
        /** Format: uuid */
        user_id: string;
        name: string;
        email: string | null;
        initials: string;
        role: ('viewer' | 'operator' | 'reviewer' | 'admin') | null;
        erased: boolean;
        disabled: boolean | null;
      }[];
      tokens: {
        token_id: string;
        /** Format: uuid */
        user_id: string;
        name: string;
        role: ('viewer' | 'operator' | 'reviewer' | 'admin') | null;
      }[];
      runners: {
        runner_id: string;
        host: string;
      }[];
    };
    User: {
      /** Format: uuid */
      user_id: string;
      name: string;
      email: string;
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'reviewer' | 'admin';
      /** @enum {string} */
      status: 'active' | 'disabled';
      /** Format: date-time */
      created_at: string;
      last_sign_in_at: string | null;
      has_password: boolean;
      totp_enabled: boolean;
      passkeys: number;
      from_directory: boolean;
    };
    UserPage: {
      items: components['schemas']['User'][];
      next_cursor: string | null;
    };
    UserChangeBody: {
      /** @enum {string} */
      role?: 'viewer' | 'operator' | 'reviewer' | 'admin';
      disabled?: boolean;
    };
    Token: {
      token_id: string;
      name: string;
      start: string;
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'reviewer' | 'admin';
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string;
      last_used_at: string | null;
      last_address: string | null;
    };
    TokenPage: {
      items: components['schemas']['Token'][];
      next_cursor: string | null;
    };
    TokenSecret: {
      token: components['schemas']['Token'];
      secret: string;
    };
    TokenBody: {
      name: string;
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'reviewer' | 'admin';
      /** @default 90 */
      expires_in_days?: number;
    };
    DeviceBody: {
      program: string;
    };
    DeviceRequest: {
      device_code: string;
      user_code: string;
      path: string;
      /** Format: date-time */
      expires_at: string;
      interval_s: number;
    };
    DeviceTokenBody: {
      device_code: string;
    };
    DeviceAnswer: {
      /** @enum {string} */
      status: 'pending' | 'approved';
      made: components['schemas']['TokenSecret'] | null;
    };
    WaitingDevice: {
      user_code: string;
      program: string;
      address: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string;
    };
    DeviceApprovalBody: {
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'reviewer' | 'admin';
      /** @default 90 */
      expires_in_days?: number;
    };
    Account: {
      /** Format: uuid */
      user_id: string;
      name: string;
      email: string;
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'reviewer' | 'admin';
      /** Format: date-time */
      created_at: string;
      has_password: boolean;
      from_directory: boolean;
      totp_enabled: boolean;
      backup_codes_left: number | null;
      passkeys: components['schemas']['Passkey'][];
    };
    AccountChangeBody: {
      name: string;
    };
    AccountSession: {
      session_id: string;
      current: boolean;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      last_used_at: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: date-time */
      ends_at_latest: string;
      address: string | null;
      user_agent: string | null;
    };
    AccountSessionPage: {
      items: components['schemas']['AccountSession'][];
      next_cursor: string | null;
    };
    Passkey: {
      passkey_id: string;
      name: string;
      /** Format: date-time */
      created_at: string;
    };
    PasskeyBody: {
      name: string;
      response: {
        [key: string]: unknown;
      };
    };
    PasswordChangeBody: {
      current_password: string;
      new_password: string;
    };
    TotpBody: {
      password: string;
    };
    TotpConfirmBody: {
      code: string;
    };
    TotpSetup: {
      uri: string;
      backup_codes: string[];
    };
    AuditEntry: {
      seq: number;
      type: string;
      /** Format: date-time */
      at: string;
      actor: string;
      reason: string | null;
      attempt: number | null;
      correlation_id: string;
      causation_id: string;
      data: {
        [key: string]: unknown;
      };
      event_id: string | null;
      kind: string | null;
      job_id: string | null;
      queue: string | null;
      sample_name: string | null;
      pipeline: string | null;
      command:
        | (
            | 'submit'
            | 'cancel'
            | 'abandon'
            | 'pause'
            | 'unpause'
            | 'resume'
            | 'restart'
            | 'rerun'
            | 'clean'
            | 'pin'
            | 'unpin'
            | 'classify'
            | 'sign'
            | 'priority'
            | 'move'
            | 'create_queue'
            | 'pause_queue'
            | 'resume_queue'
            | 'limit_queue'
            | 'drain_runner'
            | 'undrain_runner'
            | 'schedule_runner'
            | 'order_queue'
            | 'remove_queue'
          )
        | null;
      outcome: ('accepted' | 'unchanged' | 'refused' | 'started' | 'succeeded' | 'failed' | 'cancelled') | null;
      effects: {
        seq: number;
        type: string;
        /** Format: date-time */
        at: string;
        after_ms: number;
        cancel: 'too_late' | null;
        cause: string | null;
        message: string | null;
        processes_ended: number | null;
        executors: {
          name: string;
          ended_count: number;
          proven_at: string | null;
        }[];
        duration_ms: number | null;
        paused_ms: number | null;
      }[];
      paused_ms: number | null;
      /** @enum {string} */
      ended_as?: 'failed' | 'cancelled';
      hash: string;
    };
    SetAsideEntry: {
      seq: number;
      subject: string;
      /** Format: date-time */
      stored_at: string;
      bytes: number;
      reason: string;
    };
    Upload: {
      /** Format: uuid */
      upload_id: string;
      name: string;
      size: number;
      offset: number;
      /** @enum {string} */
      status: 'uploading' | 'checking' | 'ready' | 'rejected';
      reason: string | null;
      reads: number | null;
      sha256: string | null;
      /** Format: date-time */
      created_at: string;
      created_by: string;
      received_at: string | null;
      expires_at: string | null;
      sample_id: string | null;
    };
    UploadPage: {
      items: components['schemas']['Upload'][];
      next_cursor: string | null;
      space: {
        used_bytes: number;
        quota_bytes: number | null;
        free_bytes: number;
      };
    };
    Command: {
      reason?: string;
    };
    UploadedSamplePage: {
      items: components['schemas']['UploadedSample'][];
      next_cursor: string | null;
    };
    UploadedSampleBody: {
      name: string;
      upload_ids: string[];
      reason?: string;
    };
    UploadedSample: {
      /** Format: uuid */
      sample_id: string;
      name: string;
      input_dir: string;
      files: {
        name: string;
        bytes: number;
      }[];
      upload_ids: string[];
      reads: number;
      is_paired: boolean;
      /** Format: date-time */
      created_at: string;
      created_by: string;
      used_by: {
        /** Format: uuid */
        job_id: string;
        sample_name: string;
      }[];
    };
    AuditPage: {
      items: components['schemas']['AuditEntry'][];
      next_cursor: string | null;
    };
    Actors: {
      items: string[];
      next_cursor: string | null;
    };
    Verification: {
      /** @enum {string} */
      state: 'never' | 'running' | 'done' | 'failed';
      started_at: string | null;
      finished_at: string | null;
      scheduled: boolean;
      next_at: string | null;
      progress: {
        entries: number;
        total: number;
      } | null;
      report: {
        ok: boolean;
        /** Format: date-time */
        started_at: string;
        duration_ms: number;
        entries: number;
        last_seq: number;
        differing: number;
        findings: {
          /** @enum {string} */
          kind: 'altered' | 'dropped' | 'swapped' | 'inserted' | 'cut_off' | 'replaced' | 'forged' | 'damaged';
          /** @enum {string} */
          place: 'stream' | 'audit' | 'stream_or_audit' | 'stream_and_audit' | 'head' | 'tables';
          seq: number | null;
          message: string;
        }[];
        heads: {
          valid: number;
          last_seq: number | null;
          last_time: string | null;
          places: {
            name: string;
            heads: number;
            unreadable: number;
          }[];
        };
        unsigned: number;
        unprojected: number;
        quarantined?: {
          seq: number;
          reason: string;
          operator: string;
          /** Format: date-time */
          at: string;
        }[];
      } | null;
      problem: string | null;
    };
    SetAsidePage: {
      items: components['schemas']['SetAsideEntry'][];
      next_cursor: string | null;
    };
    Submit: {
      pipeline: string;
      sample_name: string;
      /** @default {} */
      params?: {
        [key: string]: unknown;
      };
      launch?: {
        revision?: string;
        nextflow?: string;
        /** @enum {string} */
        syntax_parser?: 'v1' | 'v2';
        profiles?: string[];
        config?: string;
        entry?: string;
        stub_run?: boolean;
        env?: {
          [key: string]: string | null;
        };
        files?: {
          [key: string]: string | null;
        };
        work_dir?: string;
      };
      sheet?: {
        param: string;
        text: string;
      };
      queue?: string;
      priority?: number;
      resume_after?: {
        causes: ('killed' | 'runner_lost' | 'node_failed' | 'preempted')[];
        times: number;
      } | null;
      reason?: string;
    };
    Abandon: {
      reason: string;
    };
    Pause: {
      reason?: string;
      /**
       * @default freeze
       * @enum {string}
       */
      mode?: 'freeze' | 'drain';
    };
    Restart: {
      reason?: string;
      step: string;
      params?: {
        [key: string]: unknown;
      };
    };
    Rerun: {
      reason?: string;
      params?: {
        [key: string]: unknown;
      };
      revision?: string;
      /** @default false */
      keep_work_dir?: boolean;
      /** @default false */
      keep_results?: boolean;
    };
    Clean: {
      reason?: string;
      /**
       * @default work_dir
       * @enum {string}
       */
      what?: 'work_dir' | 'partial_outputs' | 'results' | 'all';
      storage_id?: string;
    };
    Classify: {
      variant: string;
      /** @enum {string} */
      class: 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
      /** @default [] */
      criteria?: {
        code: string;
        /** @enum {string} */
        state: 'met' | 'not_met' | 'not_assessed';
        /** @enum {string} */
        strength?: 'supporting' | 'moderate' | 'strong' | 'very_strong' | 'stand_alone';
        note: string;
      }[];
      reason: string;
      attempt?: number;
      file?: string;
    };
    Sign: {
      classification: number;
      /** @enum {string} */
      meaning: 'authorship' | 'review' | 'approval' | 'responsibility';
      confirmation: string;
      reason?: string;
    };
    Priority: {
      priority: number | 'front';
      reason?: string;
    };
    Move: {
      queue: string;
      reason?: string;
    };
    CreateQueue: {
      name: string;
      reason?: string;
    };
    LimitQueue: {
      limit: number | null;
      reason?: string;
    };
    ScheduleRunner: {
      schedule: {
        time_zone: string;
        windows: {
          days: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
          from: string;
          to: string;
        }[];
      } | null;
      reason?: string;
    };
    OrderQueue: {
      /** @enum {string} */
      order: 'fair' | 'age';
      reason?: string;
    };
    PausePreview: {
      steps: {
        process: string;
        step: string;
        tasks: number;
        known: boolean;
        limit_ms: number | null;
        of_earlier_job: boolean;
        left_ms: number | null;
      }[];
    };
    RerunPreview: {
      missing_inputs: {
        field: string;
        path: string;
      }[];
    };
    CleanPreview: {
      /** @enum {string} */
      what: 'work_dir' | 'partial_outputs' | 'results' | 'all';
      paths: {
        path: string;
        files: number;
        bytes: number;
      }[];
      files: number;
      bytes: number;
      linked: number;
      remote: string | null;
      resume_possible: boolean;
      complete: boolean;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
