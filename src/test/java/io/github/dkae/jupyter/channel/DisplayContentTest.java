package io.github.dkae.jupyter.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.junit.jupiter.api.Test;

class DisplayContentTest {
    private static JsonObject data(DisplayData display) {
        return DisplayContent.of(display).json().getAsJsonObject("data");
    }

    @Test
    void outputIsWhatTheObjectWasWhenItWasShown() {
        DisplayData display = new DisplayData("before");
        DisplayContent shown = DisplayContent.of(display);
        display.putText("after");
        assertEquals("before", shown.json().getAsJsonObject("data").get("text/plain").getAsString());
    }

    @Test
    void resultKeepsItsCountIdentifierAndNestedData() {
        DisplayData display = new DisplayData("text");
        display.putData("application/json", Map.of("a", new int[] {1, 2}));
        display.setDisplayId("id");
        JsonObject json = DisplayContent.of(new PublishExecuteResult(3, display)).json();
        assertEquals(3, json.get("execution_count").getAsInt());
        assertEquals("id", json.getAsJsonObject("transient").get("display_id").getAsString());
        assertEquals("{\"a\":[1,2]}", json.getAsJsonObject("data").get("application/json").toString());
    }

    @Test
    void longTextIsShortenedAndSaysSo() {
        String text = data(new DisplayData("x".repeat(2_000_000))).get("text/plain").getAsString();
        assertTrue(text.endsWith("\n… 1,500,000 more characters are left out"));
    }

    @Test
    void representationBeyondTheKernelsMemoryIsReplacedByASentence() {
        long most = Runtime.getRuntime().maxMemory() / 32;
        DisplayData display = new DisplayData("a page");
        display.putHTML("h".repeat(Math.toIntExact(most) + 1));
        JsonObject data = data(display);
        assertFalse(data.has("text/html"));
        String text = data.get("text/plain").getAsString();
        assertTrue(text.startsWith("a page\ntext/html of "), text);
    }

    @Test
    void dataThatJsonCannotHoldIsRefusedWhereItIsShown() {
        DisplayData display = new DisplayData("text");
        display.putData("application/json", Map.of("loss", Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> DisplayContent.of(display));
    }
}
