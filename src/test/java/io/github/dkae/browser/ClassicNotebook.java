package io.github.dkae.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A notebook's page in the classic Notebook, used through its menus, its buttons and the keyboard. */
final class ClassicNotebook {
    /** Trainings run in notebooks, on machines that have other things to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final By CODE_CELLS = By.cssSelector(".code_cell");
    private static final By EDITOR = By.cssSelector(".CodeMirror");
    private static final By IDLE = By.cssSelector("#kernel_indicator_icon.kernel_idle_icon");
    private static final By STOP = By.cssSelector("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']");
    private static final By RUN = By.cssSelector(
            "button[data-jupyter-action='jupyter-notebook:run-cell-and-select-next']");

    private final ChromeDriver driver;

    ClassicNotebook(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a notebook and waits for its kernel. */
    void open(URI address) {
        driver.get(address.toString());
        awaitIdleKernel();
    }

    /** Chooses an item of a menu. */
    void choose(String menu, String item) {
        driver.findElement(By.xpath("//div[@id='menus']//a[normalize-space()='%s']".formatted(menu))).click();
        // Beside an item's words stands its key, if it has one.
        WebElement entry = driver.findElement(By.xpath(("//div[@id='menus']//li[contains(@class, 'open')]"
                + "//a[normalize-space()='%1$s' or span[@class='action' and normalize-space()='%1$s']]").formatted(item)));
        await("the menu " + menu, entry::isDisplayed);
        entry.click();
    }

    /** Presses the button of a dialog. */
    void confirm(String button) {
        By place = By.xpath("//div[contains(@class, 'modal-footer')]//button[normalize-space()='%s']".formatted(button));
        await("the button " + button, () -> !driver.findElements(place).isEmpty()
                && driver.findElement(place).isDisplayed());
        driver.findElement(place).click();
        await("the dialog's end", () -> driver.findElements(By.cssSelector(".modal-backdrop")).isEmpty());
    }

    List<WebElement> codeCells() {
        return driver.findElements(CODE_CELLS);
    }

    /** What stands beside a code cell, such as "In [3]:". */
    static String prompt(WebElement cell) {
        return cell.findElement(By.cssSelector(".input_prompt")).getText().strip();
    }

    /** All text below a code cell. */
    static String output(WebElement cell) {
        return cell.findElement(By.cssSelector(".output")).getText();
    }

    /** Waits until every code cell has run, and the kernel waits for work. */
    void awaitAllCells() {
        // In one call, as each takes time that the cells need.
        await("a number beside every cell", () -> (Boolean) driver.executeScript("""
                return Array.from(document.querySelectorAll('.code_cell .input_prompt'))
                    .every(prompt => /^In\\s\\[\\d+\\]:$/.test(prompt.innerText.trim()))"""));
        awaitIdleKernel();
    }

    private void awaitIdleKernel() {
        await("a kernel that waits for work", () -> !driver.findElements(IDLE).isEmpty());
    }

    /** Types into the last cell if it is one for code and empty, else into a new one at the end. */
    WebElement type(String code) {
        List<WebElement> all = driver.findElements(By.cssSelector("#notebook .cell"));
        WebElement last = all.get(all.size() - 1);
        WebElement cell = isEmptyCode(last) ? last : insertBelow(last);
        scrollTo(cell);
        cell.findElement(EDITOR).click();
        press(code);
        return cell;
    }

    private static boolean isEmptyCode(WebElement cell) {
        return cell.getDomAttribute("class").contains("code_cell") && cell.findElement(EDITOR).getText().isBlank();
    }

    private WebElement insertBelow(WebElement last) {
        int before = codeCells().size();
        scrollTo(last);
        last.findElement(By.cssSelector(".prompt_container, .prompt")).click();
        choose("Insert", "Insert Cell Below");
        await("a new cell", () -> codeCells().size() == before + 1);
        return codeCells().get(before);
    }

    /** Types into the last cell and runs it with the toolbar's button. */
    WebElement run(String code) {
        WebElement cell = type(code);
        driver.findElement(RUN).click();
        return cell;
    }

    /** What code in the last cell prints or returns, once it has run. */
    String evaluate(String code) {
        WebElement cell = run(code);
        awaitEnd(cell);
        return output(cell);
    }

    /** Waits until a cell has run. */
    void awaitEnd(WebElement cell) {
        await("the end of a cell", () -> prompt(cell).matches("In \\[\\d+]:"));
    }

    /** Waits until a cell has printed {@code text} and runs still. */
    void awaitOutputOfRunning(WebElement cell, String text) {
        await("a cell that prints " + text, () -> output(cell).contains(text));
        if (!prompt(cell).equals("In [*]:")) {
            throw new AssertionError("the cell ran no longer: " + prompt(cell) + " " + output(cell));
        }
    }

    /** Presses the stop button. */
    void stop() {
        driver.findElement(STOP).click();
    }

    /** Presses keys where the cursor is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void pressWithShift(Keys key) {
        new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
    }

    /** Waits for the list of completions; returns its entries. */
    List<String> completions() {
        By options = By.cssSelector("#complete option");
        await("completions", () -> !driver.findElements(options).isEmpty());
        return driver.findElements(options).stream().map(WebElement::getText).toList();
    }

    /** Waits for the box with documentation; returns what it says. */
    String documentation() {
        By text = By.cssSelector("#tooltip .tooltiptext");
        await("documentation", () -> driver.findElement(text).isDisplayed() && !driver.findElement(text).getText().isBlank());
        return driver.findElement(text).getText();
    }

    /** Puts the top of an element below the toolbar. */
    void scrollTo(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'start', behavior: 'instant'})", element);
    }

    /** Keeps a picture of the window. */
    void keepScreenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    private void await(String what, BooleanSupplier condition) {
        new WebDriverWait(driver, PATIENCE, POLL).ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "waited for " + what).until(page -> condition.getAsBoolean());
    }
}
