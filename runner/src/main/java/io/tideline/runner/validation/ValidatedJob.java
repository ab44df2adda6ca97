package io.tideline.runner.validation;

import io.tideline.runner.compile.Compilation;
import io.tideline.runner.configuration.PipelineConfiguration;

/**
 * A job that is looked at.
 *
 * @param name capture or deliver
 */
record ValidatedJob(String name, PipelineConfiguration configuration, Compilation compilation) {}
