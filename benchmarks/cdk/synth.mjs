// Synthesizes N alarms of custom metrics in each of two environments with
// cdk-monitoring-constructs, as a user who generates alarms from data would, and prints
// {"alarms": ..., "seconds": ...} measured inside the process, imports included.
import { performance } from "node:perf_hooks";

const started = performance.now();
const cdk = await import("aws-cdk-lib");
const { Metric } = await import("aws-cdk-lib/aws-cloudwatch");
const { Topic } = await import("aws-cdk-lib/aws-sns");
const { MonitoringFacade, SnsAlarmActionStrategy } = await import("cdk-monitoring-constructs");

const count = Number(process.argv[2]);
const app = new cdk.App({ outdir: process.argv[3] });
for (const environment of ["staging", "prod"]) {
  // A CloudFormation stack holds 500 resources.
  for (let first = 0; first < count; first += 450) {
    const stack = new cdk.Stack(app, `${environment}-${first}`);
    const facade = new MonitoringFacade(stack, "alarms", {
      alarmFactoryDefaults: {
        actionsEnabled: true,
        alarmNamePrefix: `bench-${environment}-${first}`,
        action: new SnsAlarmActionStrategy({ onAlarmTopic: new Topic(stack, "topic") }),
      },
      dashboardFactory: undefined,
    });
    for (let i = first; i < Math.min(first + 450, count); i += 1) {
      facade.monitorCustom({
        alarmFriendlyName: `alert-${i}`,
        metricGroups: [
          {
            title: `Alert ${i}`,
            metrics: [
              {
                alarmFriendlyName: `alert-${i}`,
                metric: new Metric({
                  namespace: "Bench/Application",
                  metricName: `Errors${i}`,
                  statistic: "Sum",
                  period: cdk.Duration.minutes(5),
                  dimensionsMap: { Service: `service-${i % 50}` },
                }),
                addAlarm: {
                  Warning: {
                    threshold: 10 + (i % 7),
                    evaluationPeriods: 3,
                    datapointsToAlarm: 2,
                    comparisonOperator: "GreaterThanThreshold",
                    treatMissingDataOverride: "notBreaching",
                  },
                },
              },
            ],
          },
        ],
      });
    }
  }
}
app.synth();
console.log(JSON.stringify({ alarms: count * 2, seconds: (performance.now() - started) / 1000 }));
