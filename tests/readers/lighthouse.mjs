// Runs Lighthouse on each address given, on its simulated slow phone, in the system's Chromium; one JSON line for each.
// Audits that no score counts are left out: they take a third of the time.
import { launch } from "chrome-launcher";
import lighthouse, { defaultConfig } from "lighthouse";

const [program, ...addresses] = process.argv.slice(2);
const chrome = await launch({
  chromePath: program,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const counted = Object.values(defaultConfig.categories).flatMap(category => category.auditRefs.filter(audit => audit.weight));
const kept = new Set(counted.map(audit => audit.id));
const settings = {
  onlyCategories: ["accessibility", "best-practices", "seo", "performance"],
  skipAudits: defaultConfig.audits.map(audit => audit.path ?? audit).map(path => path.split("/").pop()).filter(id => !kept.has(id)),
  disableFullPageScreenshot: true,
  networkQuietThresholdMs: 500,
  cpuQuietThresholdMs: 500,
  pauseAfterLoadMs: 0,
  pauseAfterFcpMs: 0,
};
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "silent" }, { extends: "lighthouse:default", settings });
    const scores = Object.fromEntries(Object.values(lhr.categories).map(category => [category.id, Math.round(category.score * 100)]));
    const failed = Object.values(lhr.audits).filter(audit => audit.score !== null && audit.score < 0.9).map(audit => audit.id);
    console.log(JSON.stringify({ address, scores, failed, version: lhr.lighthouseVersion, phone: lhr.configSettings.throttlingMethod }));
  }
} finally {
  await chrome.kill();
}
