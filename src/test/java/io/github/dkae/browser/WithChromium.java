package io.github.dkae.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that are skipped, with a message that says so, where there is no browser or no driver for it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithChromium.Condition.class)
@interface WithChromium {
    /** Whether there are both. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Map<String, String> environment = System.getenv();
            return Chromium.find(environment)
                    .map(found -> ConditionEvaluationResult.enabled("found " + found.browser()))
                    .orElseGet(() -> ConditionEvaluationResult.disabled(Chromium.missing(environment)));
        }
    }
}
