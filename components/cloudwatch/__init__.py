"""CloudWatch, SNS, Route 53 and AWS Chatbot."""
