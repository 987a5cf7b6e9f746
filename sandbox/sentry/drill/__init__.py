"""What becomes of events: issues, monitors that count, alerts, and whom they tell.

Enough of Sentry for a drill: an application's error reaches whoever is on call. Uptime and cron
monitors run nobody's requests and jobs, and spans, logs and sessions are not counted.
"""
