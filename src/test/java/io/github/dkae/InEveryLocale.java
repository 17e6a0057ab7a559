package io.github.dkae;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs the tests of a class on text in no locale and in some that write it otherwise: Germany has a decimal comma, Egypt
 * its own digits, and Turkey a small letter of its own for I.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(InEveryLocale.Provider.class)
public @interface InEveryLocale {
    /** One run of the class for each locale. */
    final class Provider implements ClassTemplateInvocationContextProvider {
        @Override
        public boolean supportsClassTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<Invocation> provideClassTemplateInvocationContexts(ExtensionContext context) {
            return Stream.of("und", "de-DE", "ar-EG", "tr-TR").map(Locale::forLanguageTag)
                    .map(locale -> new Invocation(locale, Locale.getDefault()));
        }
    }

    /**
     * A run.
     *
     * @param locale the locale in it
     * @param before the one to go back to
     */
    record Invocation(Locale locale, Locale before) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return locale.toLanguageTag();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of((BeforeClassTemplateInvocationCallback) context -> Locale.setDefault(locale),
                    (AfterClassTemplateInvocationCallback) context -> Locale.setDefault(before));
        }
    }
}
